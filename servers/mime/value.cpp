#include "servers/mime/value.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>

#include "servers/mime/charset.h"
#include "servers/mime/decode.h"
#include "servers/wire/syntax.h"

namespace cleartext::mime {

namespace {

using wire::Scanner;
using Parameters = std::map<std::string, std::string>;

constexpr std::size_t most_parameters = 100;

std::string quoted(Scanner& text) {
  std::string out;
  while (!text.at_end() && text.peek() != '"') {
    if (text.take('\\') && text.at_end()) break;
    out += text.peek();
    text.skip();
  }
  text.take('"');
  return out;
}

std::string token(Scanner& text, std::string_view ends) {
  auto taken = text.take_while([ends](char c) { return ends.find(c) == ends.npos; });
  while (!taken.empty() && (taken.back() == ' ' || taken.back() == '\t')) taken.remove_suffix(1);
  return std::string(taken);
}

void skip_blanks(Scanner& text) {
  text.take_while([](char c) { return c == ' ' || c == '\t'; });
}

// Behind the parenthesis that closes the one at `at`.
std::size_t comment_end(std::string_view text, std::size_t at) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == '(')
      ++depth;
    else if (text[at] == ')' && --depth == 0)
      return at + 1;
  }
  return text.npos;
}

// "utf-8'en'na%C3%AFve": charset and language stand before the first piece (RFC 2231, 4).
std::string_view take_charset(std::string_view text, std::string& charset) {
  const auto first = text.find('\'');
  const auto second = first == text.npos ? first : text.find('\'', first + 1);
  if (second == text.npos) return text;
  charset = text.substr(0, first);
  return text.substr(second + 1);
}

// RFC 2231: "name*" alone, or "name*0", "name*1*", ... in the order of their numbers.
std::optional<std::string> joined(const Parameters& raw, const std::string& name) {
  std::string charset;
  if (const auto whole = raw.find(name + "*"); whole != raw.end()) {
    const auto bytes = decode_percent(take_charset(whole->second, charset));
    return to_utf8(bytes, charset);
  }
  std::string bytes;
  std::size_t piece = 0;
  for (;; ++piece) {
    const auto number = fmt::format("{}*{}", name, piece);
    const auto plain = raw.find(number), coded = raw.find(number + "*");
    if (coded != raw.end()) {
      bytes += decode_percent(piece == 0 ? take_charset(coded->second, charset) : coded->second);
    } else if (plain != raw.end()) {
      bytes += plain->second;
    } else {
      break;
    }
  }
  if (piece == 0) return std::nullopt;
  return to_utf8(bytes, charset);
}

}  // namespace

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return out;
}

// RFC 5322, 3.2.2. Before the first semicolon stand words that cannot hold a parenthesis. What only looks like a comment
// behind it, in a name that nobody quoted, stays: "report (1).pdf".
std::string without_comments(std::string_view text) {
  constexpr std::string_view before = " \t;=\"", after = " \t;\"";
  std::string out;
  int doubts = 100;  // an unhappy text is not read again and again
  bool inside_quotes = false, in_parameters = false;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const bool may_begin =
        text[at] == '(' && !inside_quotes && doubts > 0 && (!in_parameters || out.empty() || before.find(out.back()) != before.npos);
    const auto end = may_begin ? comment_end(text, at) : text.npos;
    if (end != text.npos && (!in_parameters || end == text.size() || after.find(text[end]) != after.npos)) {
      at = end - 1;
      if (!in_parameters) out += ' ';
      continue;
    }
    doubts -= may_begin ? 1 : 0;
    out += text[at];
    if (text[at] == '"') inside_quotes = !inside_quotes;
    if (text[at] == ';' && !inside_quotes) in_parameters = true;
    if (text[at] == '\\' && inside_quotes && at + 1 < text.size()) out += text[++at];
  }
  return out;
}

std::string without_blanks(std::string_view text) {
  std::string out;
  std::copy_if(text.begin(), text.end(), std::back_inserter(out), [](char c) { return c != ' ' && c != '\t'; });
  return out;
}

Value parse_value(std::string_view written) {
  const auto text = without_comments(written);
  Scanner scanner(text);
  skip_blanks(scanner);
  Value result{lower(without_blanks(token(scanner, ";"))), {}};
  Parameters raw;
  while (scanner.take(';') && raw.size() < most_parameters) {
    skip_blanks(scanner);
    const auto name = lower(token(scanner, "=;"));
    if (!scanner.take('=')) continue;
    skip_blanks(scanner);
    auto value = scanner.take('"') ? quoted(scanner) : token(scanner, ";");
    token(scanner, ";");  // what does not belong there
    if (!name.empty()) raw.emplace(name, std::move(value));
  }
  for (const auto& [name, value] : raw) {
    const auto base = name.substr(0, name.find('*'));
    if (auto whole = joined(raw, base)) {
      result.parameters.insert_or_assign(base, std::move(*whole));  // the better form, where both are given
    } else {
      result.parameters.emplace(name, value);
    }
  }
  return result;
}

}  // namespace cleartext::mime
