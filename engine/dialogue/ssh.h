// SSH as a listener sees it: the banners, the algorithms, the server's key, then honestly "encrypted" with sizes
// (RFC 4253).
#pragma once
#include <array>
#include <string>

#include "engine/dialogue/conversation.h"
#include "engine/dialogue/line_cutter.h"

namespace cleartext::dialogue {

class SshConversation final : public Conversation {
 public:
  SshConversation(std::uint32_t stream, Audience& audience) : stream_(stream), audience_(audience) {}
  packet::Protocol protocol() const override { return packet::Protocol::ssh; }
  std::size_t data(wire::Side from, const stream::Segment& segment) override;
  void gap(wire::Side from, const stream::Segment& missing) override;
  void ended(wire::Side from) override;
  void closed() override { tell_run(); }
  bool unfinished(wire::Side from) const override;
  std::size_t held() const override { return channels_[0].packet.capacity() + channels_[1].packet.capacity(); }

 private:
  enum class Phase { banner, packets, encrypted, other };  // other: what is no SSH, and can be read
  struct Channel {
    Phase phase = Phase::banner;
    LineCutter cutter;
    std::string packet;                  // not whole yet
    std::uint64_t position = 0;          // where it began
    std::array<std::string, 10> offers;  // of KEXINIT
    bool offered = false;
  };
  // What one side says, encrypted, until the other one speaks: packets have no ends that can be seen.
  struct Run {
    wire::Side from = wire::Side::client;
    stream::Segment last;
    std::uint64_t position = 0;
    std::size_t bytes = 0;
  };
  Channel& of(wire::Side side) { return channels_[side == wire::Side::client ? 0 : 1]; }
  void take_banner(wire::Side from, stream::Segment& left);
  void take_packets(wire::Side from, stream::Segment& left);
  void take_other(wire::Side from, stream::Segment& left);
  void take_encrypted(wire::Side from, stream::Segment& left);
  void tell_run();
  void message(wire::Side from, const stream::Segment& at, std::string_view payload);
  std::string offer_text(wire::Side from) const;
  std::string agreed_text() const;
  void say(wire::Side from, const stream::Segment& at, std::uint64_t position, std::size_t length, LineKind kind, std::string_view verb,
           std::string_view text);

  std::uint32_t stream_;
  Audience& audience_;
  std::array<Channel, 2> channels_;
  Run run_;
};

}  // namespace cleartext::dialogue
