#include "servers/imap/search_key.h"

#include <algorithm>
#include <array>

#include "servers/imap/searching.h"

namespace cleartext::imap {

namespace {

using What = SearchKey::What;
enum class Takes : unsigned char { nothing, word, field_and_words, words, date, size };

struct Row {
  std::string_view name;
  What what;
  Takes takes;
  store::Marks marks = 0;
};

// The keys of 6.4.4 that are one condition; NOT, OR, NEW, UID, sets and parentheses are read apart.
constexpr std::array<Row, 33> rows{{
    {"ALL", What::every, Takes::nothing},
    {"ANSWERED", What::marked, Takes::nothing, store::answered},
    {"BCC", What::header, Takes::words},
    {"BEFORE", What::before, Takes::date},
    {"BODY", What::body, Takes::words},
    {"CC", What::header, Takes::words},
    {"DELETED", What::marked, Takes::nothing, store::deleted},
    {"DRAFT", What::marked, Takes::nothing, store::draft},
    {"FLAGGED", What::marked, Takes::nothing, store::flagged},
    {"FROM", What::header, Takes::words},
    {"HEADER", What::header, Takes::field_and_words},
    {"KEYWORD", What::keyword, Takes::word},
    {"LARGER", What::larger, Takes::size},
    {"OLD", What::old, Takes::nothing},
    {"ON", What::on, Takes::date},
    {"RECENT", What::recent, Takes::nothing},
    {"SEEN", What::marked, Takes::nothing, store::seen},
    {"SENTBEFORE", What::sent_before, Takes::date},
    {"SENTON", What::sent_on, Takes::date},
    {"SENTSINCE", What::sent_since, Takes::date},
    {"SINCE", What::since, Takes::date},
    {"SMALLER", What::smaller, Takes::size},
    {"SUBJECT", What::header, Takes::words},
    {"TEXT", What::text, Takes::words},
    {"TO", What::header, Takes::words},
    {"UNANSWERED", What::unmarked, Takes::nothing, store::answered},
    {"UNDELETED", What::unmarked, Takes::nothing, store::deleted},
    {"UNDRAFT", What::unmarked, Takes::nothing, store::draft},
    {"UNFLAGGED", What::unmarked, Takes::nothing, store::flagged},
    {"UNKEYWORD", What::unkeyword, Takes::word},
    {"UNSEEN", What::unmarked, Takes::nothing, store::seen},
    {"UID", What::uids, Takes::nothing},
    {"NEW", What::every, Takes::nothing},
}};

SearchKey key(What what) {
  SearchKey made;
  made.what = what;
  return made;
}

class Reader {
 public:
  explicit Reader(Arguments& in) : in_(in) {}

  // Conditions in a row, all of which must hold.
  SearchKey all(std::size_t depth) {
    SearchKey both;
    do both.keys.push_back(one(depth));
    while (in_ && !in_.at_end() && !in_.next_is(')') && (in_.space(), in_) && !in_.at_end());
    return both.keys.size() == 1 ? std::move(both.keys[0]) : both;
  }

 private:
  SearchKey one(std::size_t depth) {
    if (depth > SearchKey::most_depth) in_.fail("a search that is less deep");
    if (++count_ > SearchKey::most_keys) in_.fail("a shorter search");
    if (!in_) return {};
    if (in_.take('(')) {
      auto inside = all(depth + 1);
      in_.need(')');
      return inside;
    }
    if (in_.next_is_digit() || in_.next_is('*')) {
      auto set = key(What::numbers);
      set.numbers = read_numbers(in_);
      return set;
    }
    const auto from = in_.offset();
    const auto word = in_.word();
    if (word == "NOT") return combined(What::none_of, 1, depth);
    if (word == "OR") return combined(What::any_of, 2, depth);
    const auto row = std::find_if(rows.begin(), rows.end(), [&](const Row& each) { return each.name == word; });
    if (row != rows.end()) return condition(*row);
    in_.fail_at(from, "what to search for: ALL, UNSEEN, FROM, SINCE, TEXT ...");
    return {};
  }

  SearchKey combined(What what, int count, std::size_t depth) {
    auto made = key(what);
    for (; count > 0; --count) {
      in_.space();
      made.keys.push_back(one(depth + 1));
    }
    return made;
  }

  SearchKey condition(const Row& row) {
    auto made = key(row.what);
    made.marks = row.marks;
    if (row.name == "NEW") made.keys = {key(What::recent), unseen()};
    if (row.takes != Takes::nothing || row.what == What::uids) in_.space();
    if (row.what == What::uids) made.numbers = read_numbers(in_);
    switch (row.takes) {
      case Takes::nothing: break;
      case Takes::word: made.words = in_.atom("a keyword"); break;
      case Takes::field_and_words:
        made.field = in_.astring("the name of a header field");
        in_.space();
        made.words = small_letters(in_.astring("words"));
        break;
      case Takes::words:
        made.field = row.name;
        made.words = small_letters(in_.astring("words"));
        break;
      case Takes::date: made.day = read_date(in_); break;
      case Takes::size: made.size = in_.number("a number of bytes"); break;
    }
    return made;
  }

  static SearchKey unseen() {
    auto made = key(What::unmarked);
    made.marks = store::seen;
    return made;
  }

  Arguments& in_;
  std::size_t count_ = 0;
};

}  // namespace

SearchKey read_search(Arguments& in) { return Reader(in).all(0); }

}  // namespace cleartext::imap
