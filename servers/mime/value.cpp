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

Value parse_value(std::string_view text) {
  Scanner scanner(text);
  skip_blanks(scanner);
  Value result{lower(token(scanner, ";")), {}};
  Parameters raw;
  while (scanner.take(';') && raw.size() < most_parameters) {
    skip_blanks(scanner);
    const auto name = lower(token(scanner, "=;"));
    if (!scanner.take('=')) continue;
    skip_blanks(scanner);
    auto value = scanner.take('"') ? quoted(scanner) : token(scanner, ";");
    token(scanner, ";");  // a comment, or what does not belong there
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
