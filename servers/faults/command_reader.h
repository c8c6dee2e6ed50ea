// Which of a client's bytes are commands. A letter, a literal, the answer in a log-in are none, and what the server
// said last decides which of them comes next. Everything that goes in comes out, in order.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "servers/faults/speech.h"

namespace cleartext::faults {

struct Piece {
  std::string_view bytes;     // valid until the next call
  std::string verb;           // upper case, or "dot"; empty: no command
  std::string tag;            // IMAP
  std::uint64_t follows = 0;  // IMAP: bytes of a literal that comes unasked
};

class CommandReader {
 public:
  explicit CommandReader(Speech speech) : speech_(speech) {}
  // The next piece off the front of `bytes`. False: none is whole, and what came is kept.
  bool next(std::string_view& bytes, Piece& piece);
  void heard(std::string_view said);                  // by the server
  void restart() { *this = CommandReader(speech_); }  // behind TLS nothing counts that was said before

 private:
  enum class Next : unsigned char { command, answer, letter, request, overlong };
  bool line(std::string_view& bytes, Piece& piece);
  bool letter(std::string_view& bytes, Piece& piece);
  bool all(std::string_view& bytes, Piece& piece, std::size_t count);
  void name(Piece& piece);
  void look_for_literal(Piece& piece);

  Speech speech_;
  Next next_ = Next::command;
  std::string held_;            // the beginning of a line
  std::string piece_;           // a line that came in parts
  bool at_line_start_ = true;   // in a letter
  bool literal_asked_ = false;  // the server decides whether it comes
  std::uint64_t literal_ = 0;   // bytes of it to come
  bool goes_on_ = false;        // the command does, behind its literal
};

}  // namespace cleartext::faults
