// A header value and its parameters (RFC 2045, 5.1), long and foreign ones included (RFC 2231, 3 and 4).
#include <algorithm>

#include "engine/dialogue/line.h"
#include "engine/findings/decode.h"
#include "engine/findings/forms.h"
#include "engine/findings/header.h"

namespace cleartext::findings {

using dialogue::lower;

namespace {

bool blank(char c) { return c == ' ' || c == '\t'; }

void skip_blanks(std::string_view& text) {
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
}

std::string take_until(std::string_view& text, std::string_view stops) {
  const std::size_t end = std::min(text.find_first_of(stops), text.size());
  std::string_view taken = text.substr(0, end);
  text.remove_prefix(end);
  while (!taken.empty() && blank(taken.back())) taken.remove_suffix(1);
  return std::string(taken);
}

// Where the comment that begins here ends (RFC 5322, 3.2.2); 0: it has no end.
std::size_t comment_length(std::string_view text) {
  std::size_t depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '\\')
      ++at;
    else if (text[at] == '(')
      ++depth;
    else if (text[at] == ')' && --depth == 0)
      return at + 1;
  }
  return 0;
}

// Blanks, and comments that something stands apart from.
void skip_comments(std::string_view& text) {
  for (skip_blanks(text); text.starts_with('('); skip_blanks(text)) {
    const std::size_t length = comment_length(text);
    if (length == 0 || (length < text.size() && !blank(text[length]) && text[length] != ';' && text[length] != '"')) return;
    text.remove_prefix(length);
  }
}

// "a.pdf (the menu)" -> "a.pdf"; but "menu of today (2).pdf" is a name that somebody forgot to quote.
std::string take_token(std::string_view& text) {
  std::string_view rest = text.substr(std::min(text.find_first_of(" \t;"), text.size()));
  std::string_view token = text.substr(0, text.size() - rest.size());
  skip_comments(rest);
  if (!rest.empty() && rest.front() != ';') return take_until(text, ";");
  text = rest;
  return std::string(token);
}

std::string take_quoted(std::string_view& text) {
  std::string out;
  text.remove_prefix(1);
  while (!text.empty() && text.front() != '"') {
    if (text.front() == '\\' && text.size() > 1) text.remove_prefix(1);
    out += text.front();
    text.remove_prefix(1);
  }
  if (!text.empty()) text.remove_prefix(1);
  return out;
}

std::string percent_decoded(std::string_view text) { return url_decoded(text, false); }

// "utf-8'en'na%C3%AFve": the charset stands in the first piece only.
std::string_view without_charset(std::string_view text, std::string& charset) {
  const std::size_t first = text.find('\''), second = first == std::string_view::npos ? first : text.find('\'', first + 1);
  if (second == std::string_view::npos) return text;
  charset = text.substr(0, first);
  return text.substr(second + 1);
}

std::string extended(std::string_view text) {
  std::string charset;
  const std::string bytes = percent_decoded(without_charset(text, charset));
  return charset.empty() ? bytes : to_utf8(bytes, charset);
}

// Joins name*0, name*1*, ... and name* into name.
void join_pieces(std::map<std::string, std::string>& parameters) {
  std::map<std::string, std::string> joined;
  for (const auto& [name, value] : parameters) {
    const std::size_t star = name.find('*');
    if (star == std::string::npos) {
      joined.emplace(name, decode_words(value));
      continue;
    }
    const std::string base = name.substr(0, star);
    if (joined.count(base) != 0 && parameters.count(base) == 0) continue;  // joined already
    if (star + 1 == name.size()) {
      joined[base] = extended(value);
      continue;
    }
    std::string whole, charset;
    for (int piece = 0;; ++piece) {
      const std::string number = base + "*" + std::to_string(piece);
      const auto plain = parameters.find(number), coded = parameters.find(number + "*");
      if (plain == parameters.end() && coded == parameters.end()) break;
      if (coded == parameters.end())
        whole += plain->second;  // a percent sign in it is one
      else
        whole += percent_decoded(piece == 0 ? without_charset(coded->second, charset) : coded->second);
    }
    joined[base] = charset.empty() ? whole : to_utf8(whole, charset);
  }
  parameters = std::move(joined);
}

}  // namespace

Value parse_value(std::string_view text) {
  Value result;
  skip_comments(text);
  result.value = lower(take_token(text));
  while (!text.empty()) {
    text.remove_prefix(1);  // the semicolon
    skip_comments(text);
    const std::string name = lower(take_until(text, "=;"));
    if (text.empty() || text.front() == ';') continue;
    text.remove_prefix(1);
    skip_comments(text);
    std::string value = text.starts_with('"') ? take_quoted(text) : take_token(text);
    skip_comments(text);
    take_until(text, ";");
    result.parameters.emplace(name, std::move(value));
  }
  join_pieces(result.parameters);
  return result;
}

std::string parameter(std::string_view list, std::string_view name) {
  std::string as_value = "x; ";
  bool quoted = false, escaped = false;
  for (const char c : list) {
    if (c == '"' && !escaped) quoted = !quoted;
    escaped = quoted && c == '\\' && !escaped;
    as_value += c == ',' && !quoted ? ';' : c;
  }
  const Value value = parse_value(as_value);
  const auto found = value.parameters.find(std::string(name));
  return found == value.parameters.end() ? std::string() : found->second;
}

}  // namespace cleartext::findings
