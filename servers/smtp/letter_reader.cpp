// Five places a reader can be at in a letter, and what each byte does there. After a fault nothing is kept,
// but the end is still looked for, so that what follows is not taken for commands.
#include "servers/smtp/letter_reader.h"

namespace cleartext::smtp {

namespace {

// RFC 5321, 4.5.3.1.6 asks for 1000 and would rather see no bound; this one only guards the memory.
constexpr std::size_t longest_line = 64 * 1024;

}  // namespace

bool LetterReader::take(std::string_view& bytes) {
  while (!bytes.empty()) {
    if (place_ == Place::text) {  // most of a letter: whole runs at once
      const auto run = bytes.substr(0, bytes.find_first_of("\r\n"));
      keep(run);
      bytes.remove_prefix(run.size());
      if (bytes.empty()) return false;
    }
    const char c = bytes.front();
    bytes.remove_prefix(1);
    if (step(c)) return true;
  }
  return false;
}

bool LetterReader::step(char c) {
  const auto before = place_;
  switch (before) {
    case Place::line_start:
      if (c == '.') {
        place_ = Place::dot;
        return false;
      }
      break;
    case Place::dot:
      if (c == '\r') {
        place_ = Place::dot_cr;
        return false;
      }
      break;  // 4.5.2: a stuffed dot is dropped
    case Place::dot_cr:
      if (c == '\n') return true;
      spoil(LetterFault::bare_line_end);
      break;
    case Place::text: break;
    case Place::cr:
      if (c == '\n') {
        keep("\r\n");
        line_length_ = 0;
        ++line_;
        place_ = Place::line_start;
        return false;
      }
      spoil(LetterFault::bare_line_end);
      break;
  }
  place_ = c == '\r' ? Place::cr : Place::text;
  if (c == '\n') spoil(LetterFault::bare_line_end);
  if (c != '\r') keep(std::string_view(&c, 1));
  return false;
}

void LetterReader::keep(std::string_view piece) {
  if (fault_ != LetterFault::none) return;
  line_length_ += piece.size();
  if (line_length_ > longest_line + 2) return spoil(LetterFault::line_too_long);
  if (letter_.size() + piece.size() > largest_) return spoil(LetterFault::too_big);
  letter_ += piece;
}

void LetterReader::spoil(LetterFault fault) {
  if (fault_ != LetterFault::none) return;
  fault_ = fault;
  fault_line_ = line_;
  letter_ = std::string();
}

}  // namespace cleartext::smtp
