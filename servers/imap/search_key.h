// What SEARCH may look for (RFC 3501, 6.4.4): a tree of conditions, its depth and its size bounded.
#pragma once
#include <cstdint>
#include <string>
#include <vector>

#include "servers/imap/arguments.h"
#include "servers/imap/date_text.h"
#include "servers/imap/number_set.h"
#include "servers/store/marks.h"

namespace cleartext::imap {

struct SearchKey {
  static constexpr std::size_t most_depth = 40, most_keys = 256;
  enum class What : unsigned char {
    every,
    none_of,
    any_of,  // of `keys`; every of no keys is true
    marked,
    unmarked,
    keyword,
    unkeyword,
    recent,
    old,
    numbers,
    uids,
    before,
    on,
    since,
    sent_before,
    sent_on,
    sent_since,
    larger,
    smaller,
    header,
    body,
    text
  };
  What what = What::every;
  std::vector<SearchKey> keys;
  store::Marks marks = 0;
  NumberSet numbers;
  Day day = 0;
  std::uint32_t size = 0;
  std::string field, words;  // words in small letters
};

SearchKey read_search(Arguments& in);

}  // namespace cleartext::imap
