// What is not read, though it could be: what follows IMAP's COMPRESS (RFC 4978), or HTTP's 101 and CONNECT where it is none of
// the protocols that are read here. Its size is told.
#pragma once
#include "engine/dialogue/conversation.h"

namespace cleartext::dialogue {

class PassedOver final : public Conversation {
 public:
  // `sentence`: with {} for the number of bytes; a literal.
  PassedOver(std::uint32_t stream, packet::Protocol protocol, const char* sentence, Audience& audience)
      : audience_(audience), sentence_(sentence), stream_(stream), protocol_(protocol) {}
  packet::Protocol protocol() const override { return protocol_; }
  std::size_t data(wire::Side from, const stream::Segment& segment) override;
  void gap(wire::Side, const stream::Segment&) override {}
  void ended(wire::Side) override { tell(); }
  void closed() override { tell(); }
  bool unfinished(wire::Side from) const override { return bytes_ > 0 && from_ == from; }

 private:
  void tell();
  Audience& audience_;
  const char* sentence_;
  std::uint32_t stream_;
  packet::Protocol protocol_;
  // What one side says until the other one speaks: where it ends is hidden.
  wire::Side from_ = wire::Side::client;
  std::uint64_t position_ = 0, bytes_ = 0;
  stream::Segment last_;
};

}  // namespace cleartext::dialogue
