// What stands behind a command's verb, read from left to right (RFC 3501, 9). After the first thing that does
// not fit nothing more is read: whoever reads looks once, at the end, and the error says where.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "servers/wire/syntax.h"

namespace cleartext::imap {

class Arguments {
 public:
  explicit Arguments(std::string_view text) : text_(text), scanner_(text) {}
  explicit operator bool() const { return !error_; }
  tl::unexpected<wire::SyntaxError> error() const { return tl::unexpected(*error_); }
  void fail(std::string expected);
  void fail_at(std::size_t offset, std::string expected);

  void skip(std::size_t count) { scanner_.skip(count); }
  void space();  // one or more
  void end();
  bool at_end() const { return scanner_.at_end(); }
  bool next_is(char c) const { return !error_ && !scanner_.at_end() && scanner_.peek() == c; }
  bool next_is_digit() const { return !error_ && wire::is_digit(scanner_.peek()); }
  bool take(char c) { return !error_ && scanner_.take(c); }
  void need(char c);
  bool take_spaces();  // false: there is none

  std::string word();              // letters, digits, dots, hyphens, in upper case; may be empty
  char letter();                   // one, in upper case
  std::string word_ahead() const;  // the same, not taken
  std::string atom(std::string_view what);
  std::string string(std::string_view what);  // quoted or literal
  std::string literal(std::string_view what);
  std::string astring(std::string_view what);
  std::string nil_or_string(std::string_view what);  // NIL is empty
  std::string mailbox();                             // "INBOX" in that form; a name in modified UTF-7
  std::string list_mailbox();                        // with wildcards
  std::uint32_t number(std::string_view what);
  std::uint32_t number_above_zero(std::string_view what);
  std::size_t offset() const { return scanner_.offset(); }

 private:
  std::string quoted();
  template <typename Test>
  std::string_view run(Test fits, std::string_view what);

  std::string_view text_;
  wire::Scanner scanner_;
  std::optional<wire::SyntaxError> error_;
};

bool is_atom_character(char c);

}  // namespace cleartext::imap
