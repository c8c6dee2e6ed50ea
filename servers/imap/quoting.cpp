#include "servers/imap/quoting.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "servers/imap/arguments.h"

namespace cleartext::imap {

namespace {

constexpr std::size_t longest_quoted = 1000;

std::string in_quotes(std::string_view text) {
  std::string quoted = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') quoted += '\\';
    quoted += c;
  }
  return quoted + '"';
}

}  // namespace

std::string astring_of(std::string_view text) {
  if (!text.empty() && std::all_of(text.begin(), text.end(), is_atom_character) && text != "NIL") return std::string(text);
  return in_quotes(text);
}

std::string string_or_nil(const std::string* text) {
  if (text == nullptr) return "NIL";
  const auto plain = [](char c) { return c >= ' ' && c < 127; };
  if (text->size() <= longest_quoted && std::all_of(text->begin(), text->end(), plain)) return in_quotes(*text);
  std::string literal;
  add_literal(literal, *text);
  return literal;
}

void add_literal(std::string& out, std::string_view bytes) {
  fmt::format_to(std::back_inserter(out), "{{{}}}\r\n", bytes.size());
  const auto start = out.size();
  out += bytes;
  std::replace(out.begin() + static_cast<std::ptrdiff_t>(start), out.end(), '\0', '\x80');
}

}  // namespace cleartext::imap
