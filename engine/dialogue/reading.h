// Reads one stream: finds out what is spoken in it and hands it to the conversation that understands it. What
// came before that was known is kept and read then; a stream of no protocol that we read costs nothing.
#pragma once
#include <array>
#include <memory>
#include <vector>

#include "engine/dialogue/conversation.h"
#include "engine/dialogue/line_cutter.h"
#include "engine/dialogue/recognise.h"
#include "engine/stream/stream.h"
#include "engine/tls/secrets.h"

namespace cleartext::dialogue {

class TlsConversation;

// What is known of a stream inside another one.
struct Inside {
  packet::Protocol spoken = packet::Protocol::unknown;  // before encryption was asked for
  packet::Protocol hint = packet::Protocol::unknown;
  Start start = Start::heard;
  bool sealed = true;  // false: TLS of a suite that hides nothing; everyone reads it
};

enum class Ending : std::uint8_t { orderly, broken };  // a FIN, or a RST or nothing at all

class Reading {
 public:
  // `secrets`: what may open TLS; nullptr: nothing.
  Reading(const stream::StreamInfo& info, Audience& audience, tls::Secrets* secrets = nullptr);
  // What TLS wraps.
  Reading(const stream::StreamInfo& info, Audience& audience, const Inside& inside);
  ~Reading();
  void data(wire::Side from, const stream::Segment& segment);
  void gap(wire::Side from, const stream::Segment& missing);
  void ended(wire::Side from, Ending ending = Ending::orderly);
  void closed();
  // What this stream speaks; unknown until it is found, or for good.
  packet::Protocol protocol() const { return protocol_; }
  bool encrypted() const { return encrypted_; }
  bool waits() const;  // for secrets
  bool deaf() const { return state_ == State::deaf; }
  bool unfinished(wire::Side from) const;  // something it said is not told in a line yet
  std::size_t held() const;                // bytes of what is not understood, or not over yet
  void let_go();                           // understands no more

 private:
  enum class State { undecided, reading, deaf };
  struct Kept {
    wire::Side from;
    std::string bytes;  // empty: a gap
    stream::Segment segment;
  };
  void keep(wire::Side from, const stream::Segment& segment);
  bool too_much_is_kept() const;
  void judge(wire::Side from, stream::Segment segment);
  void judge_line(const Heard& line);
  void begin_anew();
  void decided(packet::Protocol protocol);
  void pass_on(wire::Side from, const stream::Segment& segment);
  void begin_tls();
  void back_to_plain(std::unique_ptr<Conversation> tls);
  bool still_encrypted(wire::Side from) const;
  void end_encryption(wire::Side from, const stream::Segment& segment);
  void hand_on(const Conversation& before, wire::Side side);
  void rest(wire::Side from, const stream::Segment& segment, std::size_t taken);
  void enter_tunnel(std::uint16_t port);
  void think_again(const stream::Segment& segment);
  void settle(packet::Protocol protocol);
  void replay(std::vector<Kept>& kept);
  std::unique_ptr<Conversation> conversation_of(packet::Protocol protocol);
  void give_up();
  void pass_over();

  Audience& audience_;
  stream::StreamInfo info_;
  tls::Secrets* secrets_ = nullptr;
  packet::Protocol hint_;
  std::unique_ptr<Conversation> conversation_;
  std::unique_ptr<TlsConversation> ending_;  // one side went back to the clear, the other one has not yet
  packet::Protocol protocol_ = packet::Protocol::unknown;
  Start start_;
  State state_ = State::undecided;
  bool encrypted_ = false, decrypted_ = false;
  bool anew_ = false;         // what was kept is another protocol's, and over
  bool handed_over_ = false;  // HTTP gave the connection to another protocol (RFC 9110, 7.8 and 9.3.6)

  // While undecided.
  struct Doubt {
    Doubt(packet::Protocol hint, Start start) : recogniser(hint, start) {}
    Recogniser recogniser;
    std::array<LineCutter, 2> cutters;
    std::array<std::string, 2> first_bytes;
    std::vector<Kept> kept;
    std::size_t kept_bytes = 0;
    bool heard_client = false;
  };
  std::unique_ptr<Doubt> doubt_;
};

}  // namespace cleartext::dialogue
