// Validity and next number, then a line a word, then a line a letter:
//   cleartext-uids 1732470000 3
//   word $Forwarded
//   1 1732470001.M000001P7.cleartext,W=51
#include "servers/store/uid_list.h"

#include <fmt/format.h>

#include <charconv>

#include "servers/store/marks.h"

namespace cleartext::store {

namespace fs = std::filesystem;

namespace {

constexpr std::string_view first_word = "cleartext-uids ", keyword_word = "word ";

std::optional<std::uint32_t> take_number(std::string_view& text) {
  std::uint32_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{}) return {};
  text.remove_prefix(static_cast<std::size_t>(end - text.data()));
  if (text.starts_with(' ')) text.remove_prefix(1);
  return number;
}

bool read_line(std::string_view line, UidList& list) {
  if (line.starts_with(keyword_word)) {
    list.keywords.emplace_back(line.substr(keyword_word.size()));
    return list.keywords.size() <= most_keywords;
  }
  const auto number = take_number(line);
  const auto before = list.letters.empty() ? 0 : list.letters.back().first;
  if (!number || *number <= before || *number >= list.next || line.empty()) return false;
  list.letters.emplace_back(*number, line);
  return true;
}

}  // namespace

std::optional<UidList> load_uids(const fs::path& mailbox) {
  const auto text = read_whole(mailbox / uid_file);
  if (!text || !text->starts_with(first_word) || !text->ends_with('\n')) return {};
  std::string_view rest = *text;
  rest.remove_prefix(first_word.size());
  UidList list;
  const auto validity = take_number(rest), next = take_number(rest);
  if (!validity || !next || *validity == 0 || *next == 0 || !rest.starts_with('\n')) return {};
  list.validity = *validity;
  list.next = *next;
  for (rest.remove_prefix(1); !rest.empty();) {
    const auto end = rest.find('\n');
    if (!read_line(rest.substr(0, end), list)) return {};
    rest.remove_prefix(end + 1);
  }
  return list;
}

Written save_uids(const fs::path& mailbox, const UidList& list, Keep keep) {
  auto text = fmt::format("{}{} {}\n", first_word, list.validity, list.next);
  for (const auto& word : list.keywords) text += fmt::format("{}{}\n", keyword_word, word);
  for (const auto& [number, id] : list.letters) text += fmt::format("{} {}\n", number, id);
  return write_durably(mailbox / "tmp" / uid_file, mailbox / uid_file, text, keep);
}

}  // namespace cleartext::store
