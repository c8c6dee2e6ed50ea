// Reads one stream: cuts both directions into lines, finds the protocol, and hands the lines to its dialogue.
// Lines that came before the protocol was known are kept and told then; a stream of no protocol that we read
// costs nothing.
#pragma once
#include <array>
#include <memory>
#include <vector>

#include "engine/dialogue/line_cutter.h"
#include "engine/dialogue/recognise.h"
#include "engine/stream/stream.h"

namespace cleartext::dialogue {

class Reading {
 public:
  Reading(const stream::StreamInfo& info, Audience& audience);
  void data(wire::Side from, stream::Segment segment);
  void gap(wire::Side from, std::uint64_t length);
  void ended(wire::Side from);
  // What this stream speaks; unknown until it is found, or for good.
  packet::Protocol protocol() const { return protocol_; }
  bool encrypted() const { return dialogue_ != nullptr && dialogue_->opaque(); }
  bool deaf() const { return state_ == State::deaf; }

 private:
  enum class State { undecided, reading, deaf };
  struct Kept {
    std::string raw;
    std::size_t text_length;
    Heard line;
  };
  void heard(const Heard& line);
  void decide(const Heard& line);
  void begin(packet::Protocol protocol);
  bool give_up_early(wire::Side from, std::string_view bytes);
  void give_up();

  Audience& audience_;
  stream::StreamInfo info_;
  std::array<LineCutter, 2> cutters_;
  std::unique_ptr<Dialogue> dialogue_;
  std::unique_ptr<Recogniser> recogniser_;
  std::vector<Kept> kept_;
  packet::Protocol protocol_ = packet::Protocol::unknown;
  Start start_;
  State state_ = State::undecided;
  std::array<std::string, 2> first_bytes_;
};

}  // namespace cleartext::dialogue
