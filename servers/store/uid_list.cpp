// Validity and next number, then a line a word, then a line a letter:
//   cleartext-uids 1732470000 3
//   word $Forwarded
//   1 1732470001.M000001P7.cleartext,W=51
// What was added since has numbers from the next one on.
#include "servers/store/uid_list.h"

#include <fcntl.h>
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>
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
  if (!number || *number <= before || *number == UINT32_MAX || line.empty()) return false;
  list.letters.emplace_back(*number, line);
  list.next = std::max(list.next, *number + 1);
  return true;
}

std::string lines_of(const UidList::Letters& letters) {
  std::string text;
  for (const auto& [number, id] : letters) text += fmt::format("{} {}\n", number, id);
  return text;
}

}  // namespace

std::optional<UidList> load_uids(const fs::path& mailbox) {
  const auto text = read_whole(mailbox / uid_file);
  if (!text || !text->starts_with(first_word) || text->find('\n') == std::string::npos) return {};
  std::string_view rest = *text;
  UidList list;
  list.whole = rest.ends_with('\n');
  rest.remove_suffix(rest.size() - rest.rfind('\n') - 1);
  rest.remove_prefix(first_word.size());
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
  return write_durably(mailbox / "tmp" / uid_file, mailbox / uid_file, text + lines_of(list.letters), keep);
}

// Nothing is renamed, which on many disks would wait for what is being written.
Written add_uids(const fs::path& mailbox, const UidList::Letters& letters) {
  const Descriptor file{::open((mailbox / uid_file).c_str(), O_WRONLY | O_APPEND | O_CLOEXEC | O_NOFOLLOW)};
  if (!file || !write_all(file.number(), lines_of(letters))) return tl::unexpected(disk_problem("Writing", mailbox / uid_file, errno));
  return {};
}

}  // namespace cleartext::store
