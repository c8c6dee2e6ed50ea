// What follows IMAP's COMPRESS (RFC 4978): anyone could unpack it, but here only its size is told.
#pragma once
#include "engine/dialogue/conversation.h"

namespace cleartext::dialogue {

class CompressedConversation final : public Conversation {
 public:
  CompressedConversation(std::uint32_t stream, packet::Protocol protocol, Audience& audience)
      : audience_(audience), stream_(stream), protocol_(protocol) {}
  packet::Protocol protocol() const override { return protocol_; }
  std::size_t data(wire::Side from, const stream::Segment& segment) override;
  void gap(wire::Side, const stream::Segment&) override {}
  void ended(wire::Side) override { tell(); }
  void closed() override { tell(); }
  bool unfinished(wire::Side from) const override { return bytes_ > 0 && from_ == from; }

 private:
  void tell();
  Audience& audience_;
  std::uint32_t stream_;
  packet::Protocol protocol_;
  // What one side says until the other one speaks: where it ends is hidden.
  wire::Side from_ = wire::Side::client;
  std::uint64_t position_ = 0, bytes_ = 0;
  stream::Segment last_;
};

}  // namespace cleartext::dialogue
