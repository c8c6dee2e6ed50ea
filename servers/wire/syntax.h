// A text read from left to right. What does not fit the grammar is a value: what was expected, and where.
#pragma once
#include <cstddef>
#include <string>
#include <string_view>
#include <tl/expected.hpp>

namespace cleartext::wire {

struct SyntaxError {
  std::size_t offset = 0;  // bytes from the start of the text that was read
  std::string expected;    // "a digit", "'<'", "nothing more"
};

template <typename Value>
using Parsed = tl::expected<Value, SyntaxError>;

class Scanner {
 public:
  explicit Scanner(std::string_view text) : text_(text) {}
  bool at_end() const { return at_ == text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[at_]; }
  bool take(char wanted) {
    if (at_end() || text_[at_] != wanted) return false;
    ++at_;
    return true;
  }
  void skip(std::size_t count = 1) { at_ += count; }
  void skip_spaces() {
    while (take(' ')) {}
  }
  template <typename Test>
  std::string_view take_while(Test fits) {
    const auto from = at_;
    while (!at_end() && fits(text_[at_])) ++at_;
    return text_.substr(from, at_ - from);
  }
  std::size_t offset() const { return at_; }
  std::string_view since(std::size_t from) const { return text_.substr(from, at_ - from); }
  tl::unexpected<SyntaxError> expected(std::string what) const { return tl::unexpected(SyntaxError{at_, std::move(what)}); }

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

inline bool is_digit(char c) { return c >= '0' && c <= '9'; }
inline bool is_letter_or_digit(char c) { return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
inline bool is_plain_text(char c) { return c >= ' ' && c <= '~'; }  // printing ASCII and the space

}  // namespace cleartext::wire
