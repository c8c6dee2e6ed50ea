// Held against a name from left to right. When something does not fit, the last star takes one byte more; an
// earlier star never needs to be tried again.
#include "servers/ftp/glob.h"

namespace cleartext::ftp {

namespace {

constexpr auto npos = std::string_view::npos;

std::size_t value(char c) { return static_cast<unsigned char>(c); }

std::size_t letter_length(std::string_view name) {  // a letter of UTF-8 has bytes 10xxxxxx after its first
  std::size_t length = 1;
  while (length < name.size() && (value(name[length]) & 0xc0u) == 0x80u) ++length;
  return length;
}

// Of the set that begins here, up to its ']'; npos: there is none, so '[' is a letter.
std::size_t set_length(std::string_view text) {
  std::size_t from = 1;
  if (from < text.size() && (text[from] == '!' || text[from] == '^')) ++from;
  if (from < text.size() && text[from] == ']') ++from;  // as the first it is a member
  const auto end = text.find(']', from);
  return end == npos ? npos : end + 1;
}

std::bitset<256> read_set(std::string_view members) {  // "!a-z"
  const bool all_but = members.front() == '!' || members.front() == '^';
  if (all_but) members.remove_prefix(1);
  std::bitset<256> fits;
  while (!members.empty()) {
    const bool range = members.size() >= 3 && members[1] == '-';
    for (auto c = value(members[0]); c <= value(members[range ? 2 : 0]); ++c) fits.set(c);
    members.remove_prefix(range ? 3 : 1);
  }
  return all_but ? ~fits : fits;
}

}  // namespace

bool Pattern::is_one(std::string_view text) { return text.find_first_of("*?[") != npos; }

Pattern::Pattern(std::string_view text) {
  bool sets_end = true;  // looked for in vain once is enough
  while (!text.empty()) {
    Item item{Item::Kind::bytes, {}};
    std::size_t length = 1;
    const auto set = text.front() == '[' && sets_end ? set_length(text) : npos;
    if (text.front() == '*') {
      item.kind = Item::Kind::star;
    } else if (text.front() == '?') {
      item.kind = Item::Kind::letter;
    } else if (set != npos) {
      item.fits = read_set(text.substr(1, set - 2));
      length = set;
    } else {
      if (text.front() == '[') sets_end = false;
      if (text.front() == '\\' && text.size() > 1) ++length;
      item.fits.set(value(text[length - 1]));
    }
    items_.push_back(item);
    text.remove_prefix(length);
  }
}

// Takes what fits the item off the front of the name.
bool Pattern::take_one(std::size_t& item, std::string_view& name) const {
  if (item == items_.size()) return false;
  const auto& wanted = items_[item];
  if (wanted.kind == Item::Kind::bytes && !wanted.fits.test(value(name.front()))) return false;
  name.remove_prefix(wanted.kind == Item::Kind::letter ? letter_length(name) : 1);
  ++item;
  return true;
}

bool Pattern::matches(std::string_view name) const {
  std::size_t item = 0, after_star = 0;  // 0: there was no star
  std::string_view tried;
  while (!name.empty()) {
    if (item < items_.size() && items_[item].kind == Item::Kind::star) {
      after_star = ++item;
      tried = name;
    } else if (!take_one(item, name)) {
      if (after_star == 0) return false;
      tried.remove_prefix(1);
      item = after_star;
      name = tried;
    }
  }
  while (item < items_.size() && items_[item].kind == Item::Kind::star) ++item;
  return item == items_.size();
}

}  // namespace cleartext::ftp
