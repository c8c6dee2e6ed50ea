// What an IMAP server says, response by response: a line, and the literals in it (RFC 3501, 2.2.2 and 4.3).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::actors {

struct ImapResponse {
  std::string text;  // without CR LF; where a literal stood, "{310}" is left
  std::vector<std::string> literals;
  std::string_view tag() const { return std::string_view(text).substr(0, text.find(' ')); }  // "a1", "*", "+"
  std::string_view rest() const;                                                             // behind the tag
};

class ImapReader {
 public:
  // Takes bytes off the front until a response is whole; empty when more are needed.
  std::optional<ImapResponse> next(std::string_view& bytes);
  void clear();                                // what was not whole is forgotten
  bool too_much() const { return too_much_; }  // the server said more than anybody would keep

 private:
  static constexpr std::size_t longest_line = 1 << 20, most_in_literals = 64 << 20;
  bool take_literal(std::string_view& bytes);
  bool line_ended();
  ImapResponse open_;
  std::string line_;
  std::size_t wanted_ = 0, kept_ = 0;  // of the literal that is read; of all in this response
  bool in_literal_ = false, too_much_ = false;
};

}  // namespace cleartext::actors
