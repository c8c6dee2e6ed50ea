#include "servers/imap/flags.h"

#include <algorithm>
#include <array>
#include <utility>

#include "servers/wire/command.h"

namespace cleartext::imap {

namespace {

constexpr std::size_t longest_keyword = 100;

constexpr std::array<std::pair<std::string_view, store::Marks>, 5> system_flags{{
    {"\\Answered", store::answered},
    {"\\Flagged", store::flagged},
    {"\\Deleted", store::deleted},
    {"\\Seen", store::seen},
    {"\\Draft", store::draft},
}};

void read_flag(Arguments& in, Flags& flags) {
  if (!in.take('\\')) {
    auto word = in.atom("a flag");
    if (word.size() > longest_keyword) in.fail("a shorter keyword");
    flags.keywords.push_back(std::move(word));
    return;
  }
  const auto name = "\\" + in.word_ahead();
  const auto known =
      std::find_if(system_flags.begin(), system_flags.end(), [&](const auto& flag) { return wire::same_word(flag.first, name); });
  if (known == system_flags.end()) return in.fail("a flag that a client may set");
  in.word();
  flags.marks |= known->second;
}

void add(std::string& names, std::string_view name) {
  if (!names.empty()) names += ' ';
  names += name;
}

}  // namespace

Flags read_flags(Arguments& in) {
  Flags flags;
  in.need('(');
  while (in && !in.take(')')) {
    read_flag(in, flags);
    if (!in.next_is(')')) in.space();
  }
  return flags;
}

Flags read_bare_flags(Arguments& in) {
  if (in.next_is('(')) return read_flags(in);
  Flags flags;
  do read_flag(in, flags);
  while (in.take_spaces() && !in.at_end());
  return flags;
}

std::optional<store::Marks> marks_of(const Flags& flags, store::MailFolder& folder) {
  auto marks = flags.marks;
  for (const auto& word : flags.keywords) {
    const auto mark = folder.keyword_mark(word);
    if (!mark) return {};
    marks |= *mark;
  }
  return marks;
}

store::Marks known_marks_of(const Flags& flags, const store::MailFolder& folder) {
  auto marks = flags.marks;
  for (std::size_t number = 0; number < folder.keywords().size(); ++number) {
    const auto is_it = [&](const std::string& word) { return wire::same_word(word, folder.keywords()[number]); };
    if (std::any_of(flags.keywords.begin(), flags.keywords.end(), is_it)) marks |= store::keyword(number);
  }
  return marks;
}

std::string names_of(store::Marks marks, const std::vector<std::string>& keywords, bool recent) {
  std::string names;
  for (const auto& [name, mark] : system_flags) {
    if ((marks & mark) != 0) add(names, name);
  }
  for (std::size_t number = 0; number < keywords.size(); ++number) {
    if ((marks & store::keyword(number)) != 0) add(names, keywords[number]);
  }
  if (recent) add(names, "\\Recent");
  return names;
}

std::string all_names(const std::vector<std::string>& keywords) { return names_of(~store::Marks{0}, keywords, false); }

}  // namespace cleartext::imap
