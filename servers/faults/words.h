// The text of a fault, read word by word. The first thing that does not fit is kept, with its place; after it nothing
// more is read.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "servers/faults/fault.h"
#include "servers/wire/syntax.h"

namespace cleartext::faults {

class Words {
 public:
  explicit Words(std::string_view text) : text_(text) { skip_blanks(); }
  explicit operator bool() const { return !error_; }
  const wire::SyntaxError& error() const { return *error_; }

  bool at_end() const { return at_ == text_.size(); }
  bool at_number() const { return !at_end() && wire::is_digit(text_[at_]); }
  std::string next(std::string_view what);                                            // a bare word; `what` names it where there is none
  std::optional<std::string> if_next(std::initializer_list<std::string_view> words);  // only where it is one of them
  std::string rest(std::string_view what);  // a text in quotes (\n, \" and \\ inside), or all that follows
  void end();
  void refuse(std::string expected);  // the word that was read last
  void refuse_here(std::string expected);

  Target target();      // "smtp", "smtp@hamburger.edu", "mail.crepes.fr"
  Target service();     // the same, but always one service
  wire::Role server();  // a machine that runs something
  std::uint64_t number(std::string_view what, std::uint64_t least, std::uint64_t most);
  wire::Milliseconds time();  // "500ms", "2s"
  std::uint64_t rate();       // "2kB/s", "56kbit/s"

 private:
  struct Measure {
    std::string_view unit;
    std::uint64_t factor, divisor;
  };
  std::uint64_t measured(std::string_view what, std::initializer_list<Measure> units, std::uint64_t least, std::uint64_t most);
  void skip_blanks();
  std::string quoted();

  std::string_view text_;
  std::size_t at_ = 0, last_ = 0;  // `last_`: where the word began that was read last
  std::optional<wire::SyntaxError> error_;
};

}  // namespace cleartext::faults
