// Reads a letter after DATA. Only CR LF, a dot, CR LF ends it (RFC 5321, 4.1.1.4); a CR or LF that stands
// alone spoils it, because another server might take it for a line end and see a second letter there.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>

namespace cleartext::smtp {

enum class LetterFault : unsigned char { none, bare_line_end, line_too_long, too_big };

class LetterReader {
 public:
  explicit LetterReader(std::size_t largest) : largest_(largest) {}
  // Takes bytes off the front. True: the dot came, and `bytes` is what follows it.
  bool take(std::string_view& bytes);
  LetterFault fault() const { return fault_; }
  std::size_t fault_line() const { return fault_line_; }  // counted from 1
  const std::string& letter() const { return letter_; }   // dots unstuffed, CR LF ends; empty after a fault

 private:
  enum class Place : unsigned char { line_start, dot, dot_cr, text, cr };
  bool step(char c);
  void keep(std::string_view piece);
  void spoil(LetterFault fault);

  std::string letter_;
  std::size_t largest_, line_length_ = 0, line_ = 1, fault_line_ = 0;
  Place place_ = Place::line_start;
  LetterFault fault_ = LetterFault::none;
};

}  // namespace cleartext::smtp
