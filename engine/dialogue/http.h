// Reads HTTP/1.x (RFC 9112): requests and their answers in order, header lines, and bodies by length, in
// chunks, or up to the end of the connection.
#pragma once
#include "engine/dialogue/dialogue.h"

namespace cleartext::dialogue {

class HttpDialogue final : public Dialogue {
 public:
  HttpDialogue(std::uint32_t stream, Start start, Audience& audience) : Dialogue(stream, packet::Protocol::http, start, audience) {}
  void heard(const Heard& line) override;
  void gap(wire::Side from, Lost lost) override;
  void ended(wire::Side from) override;
  Next next(wire::Side from) const override;
  void content_begins(wire::Side from) override;
  void content_over(const Heard& last) override;
  void passed(wire::Side from, std::uint64_t count) override;
  void released(wire::Side from, std::string_view withheld) override;

 private:
  enum class Phase : std::uint8_t { start, header, body, chunk_size, chunk, chunk_end, trailer, rest };
  struct Direction {
    Phase phase = Phase::start;
    std::uint64_t length = 0, left = 0;                      // by Content-Length; of the body or chunk
    bool has_length = false, chunked = false, open = false;  // open: content was told and is not over
    bool damaged = false;                                    // lines of the header are missing: how long the body is, too
    bool doubtful = false;                                   // two lengths, or one that is none (RFC 9112, 6.3)
    bool expects = false;                                    // to hear 100 before it says its body (RFC 9110, 10.1.1)
    bool unsure = false;                                     // whether a body follows: its first bytes tell
    bool answers_unheard = false;                            // and nobody knows of which request it is
    std::uint64_t peeked = 0;                                // of them
    int status = 0;
  };
  Direction& of(wire::Side side) { return directions_[side == wire::Side::client ? 0 : 1]; }
  void request_line(const Heard& line);
  void status_line(const Heard& line);
  void header_line(const Heard& line);
  static void take_length(Direction& here, std::string_view value);
  void header_over(const Heard& line);
  void chunk_size(const Heard& line);
  void message_over(const Heard& last, bool complete);
  void keep_body_back(int status);
  bool has_no_body(const Direction& answer) const;
  void tell(const Heard& line, LineKind kind, std::string_view code, bool last);
  const Asked* announced(wire::Side from) const override;
  bool waits_for_tunnel() const;

  Direction directions_[2];
  bool unheard_ = false;      // requests are missing that may not have been answered yet
  std::size_t withheld_ = 0;  // said behind CONNECT, before its answer
};

// "Host: x" -> {"host", "x"}; an empty name: no header line. Names compare in lower case (RFC 9110, 5.1).
struct HeaderLine {
  std::string name;
  std::string_view value;
};
HeaderLine split_header(std::string_view line);

}  // namespace cleartext::dialogue
