// Cuts a client's bytes into commands (RFC 3501, 2.2.1 and 4.3; RFC 7888). A command is a line, or lines with
// literals between them; all of it is handed on as it came, "{3}\r\nabc" included. Everything kept is bounded.
#pragma once
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

namespace cleartext::imap {

enum class Fault : unsigned char { none, too_long, bare_lf, control };

struct LiteralAhead {
  std::uint64_t size = 0;
  bool waits = true;  // the client sends it only after "+"
};

class CommandReader {
 public:
  static constexpr std::size_t longest_line = 8192, longest_command = 64 * 1024;  // literals not counted
  enum class Found : unsigned char { nothing, literal, command };
  // Takes bytes off the front. `nothing`: all of them. `literal`: accept() or refuse() before going on.
  // `command`: it is whole, or has a fault; clear() before going on.
  Found next(std::string_view& bytes);
  const LiteralAhead& literal() const { return ahead_; }
  void accept();
  // A literal that waits never comes, and the command with it. Another one is passed over with all that
  // belongs to the command, and refused() tells so at its end.
  void refuse();
  bool refused() const { return refused_; }
  std::size_t literal_bytes() const { return literals_; }  // accepted so far
  std::string_view text() const { return text_; }
  Fault fault() const { return fault_; }
  std::size_t odd_character() const { return odd_; }      // Fault::control: where, counted from 0
  void lines_only(bool wanted) { lines_only_ = wanted; }  // answers to a challenge have no literals
  void clear();

 private:
  bool end_of_line();  // true: a literal follows
  void note(Fault fault);
  bool quoted() const;

  std::string text_, tail_;  // the tail: of a line that is too long to keep
  std::size_t line_start_ = 0, literals_ = 0, odd_ = 0;
  std::uint64_t left_ = 0;  // of the literal
  LiteralAhead ahead_;
  Fault fault_ = Fault::none;
  bool refused_ = false, lines_only_ = false, dropped_ = false;
};

}  // namespace cleartext::imap
