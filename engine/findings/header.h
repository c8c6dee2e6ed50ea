// The header of a letter or of a part of it: folded lines joined, values with their parameters, encoded words
// read.
#pragma once
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::findings {

// A name and a colon (RFC 5322, 2.2), what goes on from the line before, or the line that stands first in a mailbox file.
bool may_stand_in_header(std::string_view line, bool first);

class Header {
 public:
  // Reads lines up to the empty one; body() is what follows it.
  explicit Header(std::string_view text);
  std::string_view body() const { return body_; }
  const std::string* find(std::string_view name) const;  // first of that name, any case, unfolded; nullptr: none
  std::string text(std::string_view name) const;         // decoded for people; empty: none
  std::string addresses(std::string_view name) const;    // the same of names and addresses, whose commas part them
  bool empty() const { return fields_.empty(); }
  struct Row {
    std::string name, value;  // as written, unfolded
  };
  const std::vector<Row>& rows() const { return fields_; }

 private:
  std::vector<Row> fields_;
  std::string_view body_;
};

// "text/plain; charset=utf-8": the value in lower case, and parameters by lower-case name (RFC 2045, 5.1).
// Continued and encoded parameters (RFC 2231) are joined and decoded, encoded words in them too.
struct Value {
  std::string value;
  std::map<std::string, std::string> parameters;
};
Value parse_value(std::string_view text);
// The value of one in a list with commas: 'username="bob", nonce="x"' (RFC 9110, 11.2).
std::string parameter(std::string_view list, std::string_view name);
enum class Words { of_text, of_names };  // of names: a decoded one that looks like more than a name is quoted
std::string decode_words(std::string_view text, Words where = Words::of_text);  // RFC 2047

}  // namespace cleartext::findings
