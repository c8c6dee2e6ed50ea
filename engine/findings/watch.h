// Rules about what should not have been said, or not like this. What one stream shows is judged with it; what
// only several streams show together (a password used twice, an offer that one client never got to see) is
// remembered in Memory.
#pragma once
#include <map>
#include <optional>
#include <set>
#include <unordered_map>

#include "engine/findings/listener.h"
#include "engine/stream/stream_info.h"

namespace cleartext::findings {

class Memory {
 public:
  static constexpr std::size_t most = 10'000, longest = 2000, most_missed = 64;
  struct Use {
    packet::Protocol protocol = packet::Protocol::unknown;
    std::uint32_t stream = 0, packet = 0;
  };
  struct Offer {  // of encryption, by one server
    bool seen = false;
    Use offered;
    std::vector<Use> missed;  // conversations without it, until it is seen
  };
  std::unordered_map<std::string, std::vector<Use>> passwords;  // by user and secret
  std::map<packet::Endpoint, Offer> offers;
  std::size_t held_halves = 0;  // bytes of letters whose other half is waited for
};

class Watch {
 public:
  Watch(const stream::StreamInfo& stream, Memory& memory, Listener& listener) : stream_(stream), memory_(memory), listener_(listener) {}
  void hear(const dialogue::Spoken& spoken);
  void credential(const Credential& credential);  // when it is said, and again when it is answered
  void message(const Message& message);
  void agreed(const dialogue::Agreed& agreed);
  void presented(const dialogue::Presented& presented);
  void bare_line_ends(std::uint32_t packet);  // a letter ended where a careful server sees no end
  void missed();                              // lines of either side: what they said is not known

 private:
  void command(const dialogue::Spoken& spoken);
  void cookie(const dialogue::Spoken& spoken);
  void reply(const dialogue::Spoken& spoken);
  void offers(const dialogue::Spoken& spoken);
  void offer_over(const dialogue::Spoken& spoken);
  void spoke_too_early();
  void went_on_in_clear(std::uint32_t packet);
  bool is_among_the_writers(std::string_view from) const;
  void judge_sender(const std::string& address, std::uint32_t packet);
  void judge_port(const dialogue::Spoken& spoken);
  bool is_client(const packet::Endpoint& place) const;
  void tell_port(bool refused);
  void reused(const Credential& credential);
  void tell(std::uint32_t packet, std::string rule, std::string severity, std::string text);

  struct Port {  // that was asked for on a third machine
    std::uint32_t packet = 0;
    std::string place;
  };
  stream::StreamInfo stream_;
  Port port_;
  Memory& memory_;
  Listener& listener_;
  std::set<std::string> told_;  // rules that are told once a stream
  std::string host_name_, logged_in_, sender_;
  std::uint32_t offered_ = 0;                              // the packet that offered encryption
  std::uint32_t refused_ = 0;                              // the packet that refused it
  std::uint32_t agreed_ = 0;                               // the packet that said yes to it
  enum class Wish : std::uint8_t { none, said, unclear };  // unclear: something was missed since
  Wish wish_ = Wish::none;                                 // to encrypt, that nobody answered yet
  bool began_ = false;
  struct Early {
    std::uint32_t packet = 0;
    std::string verb;
  };
  std::optional<Early> early_;              // said after the wish, before its answer
  std::optional<std::uint64_t> last_list_;  // where the EHLO stands whose answer is heard
};

}  // namespace cleartext::findings
