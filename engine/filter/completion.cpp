#include "engine/filter/completion.h"

#include <algorithm>
#include <optional>

#include "engine/filter/lexer.h"
#include "engine/filter/words.h"

namespace cleartext::filter {
namespace {

using Kind = Token::Kind;

constexpr std::size_t most = 12;

bool is_host(Field field) { return field == Field::host || field == Field::source || field == Field::destination; }

// The field that waits for its value at the end of these tokens.
std::optional<Field> waiting(const std::vector<Token>& before) {
  if (before.empty()) return {};
  std::size_t at = before.size() - 1;
  if (before[at].kind == Kind::comparison || before[at].kind == Kind::contains) {
    if (at == 0) return {};
    --at;
  } else if (before[at].kind != Kind::word) {
    return {};
  }
  return field_of(before[at].text);
}

// Where a new term may begin; after a whole one something that joins is offered too.
bool begins(const std::vector<Token>& before) {
  if (before.empty()) return true;
  const Kind last = before.back().kind;
  return last == Kind::both || last == Kind::either || last == Kind::opposite || last == Kind::open;
}

class Offer {
 public:
  explicit Offer(std::string_view begun) : begun_(lower(begun)) {}
  void add(std::string_view word) {
    const std::string small = lower(word);
    if (words.size() >= most || small == begun_ || small.find(begun_) == std::string::npos) return;
    if (std::find(words.begin(), words.end(), word) != words.end()) return;
    (small.starts_with(begun_) ? words : inside).emplace_back(word);
  }
  std::vector<std::string> all() {
    words.insert(words.end(), inside.begin(), inside.end());
    if (words.size() > most) words.resize(most);
    return std::move(words);
  }

 private:
  std::string begun_;
  std::vector<std::string> words, inside;  // that begin with it, that hold it
};

void offer_values(Offer& offer, Field field, std::span<const std::string> hosts) {
  if (is_host(field))
    for (const std::string& host : hosts) offer.add(host);
  if (field == Field::protocol)
    for (const ProtocolWord& row : protocol_words()) offer.add(row.word);
}

void offer_terms(Offer& offer, std::span<const std::string> hosts, bool begun) {
  for (const ProtocolWord& row : protocol_words()) offer.add(row.word);
  for (const FieldWord& row : field_words())
    if (row.word.find('.') == std::string_view::npos) offer.add(row.word);
  for (const TraitWord& row : trait_words()) offer.add(row.word);
  if (begun)
    for (const std::string& host : hosts) offer.add(host);
}

}  // namespace

Completion complete(std::string_view typed, std::size_t cursor, std::span<const std::string> hosts) {
  cursor = std::min(cursor, typed.size());
  std::vector<Token> before = tokens(typed.substr(0, cursor));
  Completion completion{cursor, 0, {}};
  std::string begun;
  if (!before.empty() && before.back().offset + before.back().length == cursor && before.back().kind != Kind::comparison &&
      before.back().kind != Kind::open) {
    if (before.back().kind == Kind::quoted || before.back().kind == Kind::close) return completion;
    completion.offset = before.back().offset;
    completion.length = before.back().length;
    begun = before.back().text;
    before.pop_back();
  }
  Offer offer(begun);
  if (const auto field = waiting(before)) {
    offer_values(offer, *field, hosts);
  } else {
    if (!begins(before))
      for (const std::string_view joins : {"and", "or"}) offer.add(joins);
    offer_terms(offer, hosts, !begun.empty());
    if (begins(before)) offer.add("not");
  }
  completion.words = offer.all();
  return completion;
}

}  // namespace cleartext::filter
