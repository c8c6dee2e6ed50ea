// Reads HTML as browsers do (https://html.spec.whatwg.org/#tokenization), but keeps only what a letter may show:
// text, and tags with their attributes. Comments, declarations and processing instructions are passed over.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace cleartext::webmail {

struct Attribute {
  std::string name, value;  // name in lower case; value with its character references read
};

struct Token {
  enum class Kind : unsigned char { text, start_tag, end_tag } kind = Kind::text;
  std::string_view text;  // as it stands, references and all
  std::string name;       // of a tag, lower case
  std::vector<Attribute> attributes;
  const std::string* attribute(std::string_view name) const;  // the first of that name; nullptr: none
};

class MarkupReader {
 public:
  static constexpr std::size_t most_attributes = 50;
  explicit MarkupReader(std::string_view html) : html_(html) {}
  bool next(Token& token);                   // false: the end
  void skip_element(std::string_view name);  // up to and with its end tag, or to the end of everything

 private:
  bool read_tag(Token& token);
  void read_attribute(Token& token);
  void skip_comment();
  void skip_blanks();
  std::string_view take_until(std::string_view stops);
  char at(std::size_t offset = 0) const { return at_ + offset < html_.size() ? html_[at_ + offset] : '\0'; }
  bool at_end() const { return at_ >= html_.size(); }

  std::string_view html_;
  std::size_t at_ = 0;
};

// "&#106;" and "&amp;" become what they mean; names that are not in a short list stay as they are.
std::string references_read(std::string_view text);

}  // namespace cleartext::webmail
