#include "servers/imap/arguments.h"

#include <algorithm>
#include <charconv>

#include "servers/imap/mailbox_name.h"
#include "servers/wire/command.h"

namespace cleartext::imap {

namespace {

// RFC 3501, 9: atom-specials; "]" is allowed in an astring, and the wildcards in the name that LIST takes.
bool is_astring_character(char c) { return c > ' ' && c < 127 && std::string_view("(){%*\"\\").find(c) == std::string_view::npos; }

bool is_list_character(char c) { return is_astring_character(c) || c == '%' || c == '*'; }

bool is_word_character(char c) { return wire::is_letter_or_digit(c) || c == '.' || c == '-'; }

std::string upper(std::string_view text) { return wire::split_command(text).verb; }

}  // namespace

bool is_atom_character(char c) { return is_astring_character(c) && c != ']'; }

void Arguments::fail_at(std::size_t offset, std::string expected) {
  if (!error_) error_ = wire::SyntaxError{offset, std::move(expected)};
}

void Arguments::fail(std::string expected) { fail_at(scanner_.offset(), std::move(expected)); }

bool Arguments::take_spaces() {
  if (!take(' ')) return false;
  scanner_.skip_spaces();
  return true;
}

void Arguments::space() {
  if (!take_spaces()) fail(at_end() ? "more" : "a space");
}

void Arguments::end() {
  take_spaces();
  if (!at_end()) fail("the end of the line");
}

void Arguments::need(char c) {
  if (!take(c)) fail(std::string{'\'', c, '\''});
}

template <typename Test>
std::string_view Arguments::run(Test fits, std::string_view what) {
  if (error_) return {};
  const auto found = scanner_.take_while(fits);
  if (found.empty()) fail(std::string(what));
  return found;
}

std::string Arguments::word() { return error_ ? std::string() : upper(scanner_.take_while(is_word_character)); }

char Arguments::letter() {
  const auto one = upper(std::string(1, scanner_.peek()));
  if (one[0] < 'A' || one[0] > 'Z') {
    fail("a letter");
    return ' ';
  }
  scanner_.skip();
  return one[0];
}

std::string Arguments::word_ahead() const {
  const auto rest = text_.substr(scanner_.offset());
  return upper(rest.substr(0, static_cast<std::size_t>(std::find_if_not(rest.begin(), rest.end(), is_word_character) - rest.begin())));
}

std::string Arguments::atom(std::string_view what) { return std::string(run(is_atom_character, what)); }

std::string Arguments::quoted() {
  std::string text;
  scanner_.skip();
  while (!scanner_.at_end() && scanner_.peek() != '"') {
    if (scanner_.take('\\') && scanner_.peek() != '"' && scanner_.peek() != '\\') {
      fail("a quote or a backslash after a backslash");
      return {};
    }
    text += scanner_.peek();
    if (!scanner_.at_end()) scanner_.skip();
  }
  if (!scanner_.take('"')) fail("a closing quote");
  return text;
}

std::string Arguments::literal(std::string_view what) {
  if (!take('{')) {
    fail(std::string(what));
    return {};
  }
  const auto digits = scanner_.take_while(wire::is_digit);
  scanner_.take('+');
  std::size_t size = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), size);
  if (digits.empty() || !scanner_.take('}') || !scanner_.take('\r') || !scanner_.take('\n')) {
    fail("a literal at the end of its line");
    return {};
  }
  const auto start = scanner_.offset();
  scanner_.skip(std::min(size, text_.size() - start));
  std::string bytes(scanner_.since(start));
  if (bytes.find('\0') != std::string::npos) fail("no byte 0 in a literal");
  return bytes;
}

std::string Arguments::string(std::string_view what) {
  if (error_) return {};
  if (next_is('"')) return quoted();
  return literal(what);
}

std::string Arguments::astring(std::string_view what) {
  if (next_is('"') || next_is('{')) return string(what);
  return std::string(run(is_astring_character, what));
}

std::string Arguments::nil_or_string(std::string_view what) {
  if (next_is('"') || next_is('{')) return string(what);
  if (word() != "NIL") fail(std::string(what));
  return {};
}

std::string Arguments::mailbox() {
  const auto start = scanner_.offset();
  auto name = astring("the name of a folder");
  if (!is_modified_utf7(name)) fail_at(start, "a name in modified UTF-7");
  return canonical_name(std::move(name));
}

std::string Arguments::list_mailbox() {
  if (next_is('"') || next_is('{')) return string("a pattern");
  return std::string(run(is_list_character, "a pattern"));
}

std::uint32_t Arguments::number(std::string_view what) {
  if (error_) return 0;
  const auto start = scanner_.offset();
  const auto digits = scanner_.take_while(wire::is_digit);
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (error != std::errc{}) fail_at(start, digits.empty() ? std::string(what) : "a smaller number");
  return value;
}

std::uint32_t Arguments::number_above_zero(std::string_view what) {
  const auto start = scanner_.offset();
  const auto value = number(what);
  if (value == 0) fail_at(start, "a number above 0");
  return value;
}

}  // namespace cleartext::imap
