// What one protocol reads out of the lines of a stream: one subclass a protocol. It keeps the commands that
// still wait for their answer, so that every reply is told together with the command it answers.
#pragma once
#include <deque>
#include <utility>

#include "engine/dialogue/line.h"

namespace cleartext::dialogue {

// A line as it was cut out of its direction, not yet understood.
struct Heard {
  wire::Side from = wire::Side::client;
  std::string_view text;  // without its end
  std::string_view raw;   // with it
  std::uint64_t position = 0;
  std::uint32_t packet = 0;
  std::int64_t time_ns = 0;
  bool whole = true;  // false: a gap, the end or the longest length cut it
};

// A command that was said.
struct Asked {
  std::string verb, argument;
  std::uint32_t packet = 0, length = 0;
  std::uint64_t position = 0;
  std::int64_t time_ns = 0;
};

enum class Body : std::uint8_t {
  none,
  stuffed,
  exact
};  // is it content, and is a leading dot doubled in it?

// A line that was understood.
struct Spoken {
  LineView line;
  std::string_view raw;
  const Asked* answers = nullptr;  // replies and their data: to what
  bool last = true;                // of a reply of many lines, or of a body
  Body body = Body::none;
};

class Audience {
 public:
  virtual ~Audience() = default;
  virtual void spoken(const Spoken& spoken) = 0;
  virtual void body_damaged(wire::Side) {}  // bytes of a body are missing
  virtual void expect_data(const packet::Endpoint&, const packet::Endpoint&) {
  }  // FTP: a data connection to either place
};

enum class Start : std::uint8_t { heard, missed };

class Dialogue {
 public:
  // `start`: was the connection heard from its first packet on?
  Dialogue(std::uint32_t stream, packet::Protocol protocol, Start start, Audience& audience)
      : audience_(audience), stream_(stream), protocol_(protocol), start_(start) {}
  virtual ~Dialogue() = default;
  packet::Protocol protocol() const { return protocol_; }
  virtual void heard(const Heard& line) = 0;
  virtual void gap(wire::Side) { pending_.clear(); }
  bool opaque() const { return opaque_; }  // from here on the stream is encrypted
  std::uint64_t take_counted() {
    return std::exchange(counted_, 0);
  }  // so many client bytes are content (BDAT)
  void counted_over() { in_counted_ = false; }

 protected:
  Spoken understood(const Heard& line, LineKind kind) const;
  void say(const Heard& line, LineKind kind) { audience_.spoken(understood(line, kind)); }
  // Says a command and remembers it until it is answered.
  const Asked& say_command(const Heard& line, std::string_view text);
  void say_reply(const Heard& line, LineKind kind, std::string_view code, bool last);
  void say_body(const Heard& line, bool last, Body body = Body::stuffed);
  // A server greets before it answers, however early the client speaks.
  void client_spoke() { greeted_ = greeted_ || start_ == Start::missed; }
  LineKind kind_of_reply(std::string_view greeting_code, std::string_view code);
  void answered() {
    if (!pending_.empty()) pending_.pop_front();
  }
  bool waits_for(std::string_view verb) const { return !pending_.empty() && pending_.front().verb == verb; }

  Audience& audience_;
  std::deque<Asked> pending_;
  std::uint32_t stream_;
  packet::Protocol protocol_;
  Start start_;
  bool opaque_ = false, greeted_ = false, in_counted_ = false;
  std::uint64_t counted_ = 0;
};

bool is_verb(std::string_view word);  // letters only, of a sensible length
// "250" of "250-SIZE" or "250 ok" or "250"; empty: the line has no code.
std::string_view reply_code(std::string_view line);

}  // namespace cleartext::dialogue
