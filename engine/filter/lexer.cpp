#include "engine/filter/lexer.h"

#include <array>
#include <utility>

#include "engine/filter/words.h"

namespace cleartext::filter {
namespace {

using Kind = Token::Kind;

struct Sign {
  std::string_view text;
  Kind kind;
};

// Longer ones first.
constexpr std::array<Sign, 14> signs{{{"&&", Kind::both},
                                      {"||", Kind::either},
                                      {"==", Kind::comparison},
                                      {"!=", Kind::comparison},
                                      {"<=", Kind::comparison},
                                      {">=", Kind::comparison},
                                      {"=", Kind::comparison},
                                      {"<", Kind::comparison},
                                      {">", Kind::comparison},
                                      {":", Kind::comparison},
                                      {"!", Kind::opposite},
                                      {"(", Kind::open},
                                      {")", Kind::close},
                                      {"~", Kind::contains}}};

const Sign* sign_at(std::string_view rest) {
  for (const Sign& sign : signs)
    if (rest.starts_with(sign.text)) return &sign;
  return nullptr;
}

bool is_space(char c) { return c == ' ' || c == '\t'; }

Kind kind_of(std::string_view word) {
  if (word == "and") return Kind::both;
  if (word == "or") return Kind::either;
  if (word == "not") return Kind::opposite;
  if (word == "contains") return Kind::contains;
  return Kind::word;
}

// Colons belong to a word that has looked like an IPv6 address since its start, as long as more of it follows.
bool goes_on(std::string_view typed, std::size_t start, std::size_t at) {
  if (typed[at] != ':') return sign_at(typed.substr(at)) == nullptr;
  const bool more = at + 1 < typed.size() && !is_space(typed[at + 1]) && typed[at + 1] != '"';
  const std::string_view so_far = typed.substr(start, at - start);
  return (more || so_far.ends_with(':')) && so_far.find_first_not_of("0123456789abcdefABCDEF:.") == std::string_view::npos;
}

Token quoted(std::string_view typed, std::size_t at) {
  Token token{Kind::quoted, {}, at, 0, true};
  std::size_t end = at + 1;
  for (; end < typed.size() && typed[end] != '"'; ++end) {
    if (typed[end] == '\\' && end + 1 < typed.size()) ++end;
    token.text += typed[end];
  }
  token.unfinished = end >= typed.size();
  token.length = std::min(end + 1, typed.size()) - at;
  token.text = lower(token.text);
  return token;
}

}  // namespace

std::vector<Token> tokens(std::string_view typed) {
  std::vector<Token> all;
  for (std::size_t at = 0; at < typed.size();) {
    if (is_space(typed[at])) {
      ++at;
      continue;
    }
    if (typed[at] == '"') {
      all.push_back(quoted(typed, at));
    } else if (const Sign* sign = sign_at(typed.substr(at)); sign != nullptr && !typed.substr(at).starts_with("::")) {
      all.push_back({sign->kind, std::string(sign->text), at, sign->text.size(), false});
    } else {
      std::size_t end = at + 1;
      while (end < typed.size() && !is_space(typed[end]) && typed[end] != '"' && goes_on(typed, at, end)) ++end;
      const std::string word = lower(typed.substr(at, end - at));
      all.push_back({kind_of(word), word, at, end - at, false});
    }
    at = all.back().offset + all.back().length;
  }
  return all;
}

}  // namespace cleartext::filter
