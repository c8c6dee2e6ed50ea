// Which folders there are: LIST, LSUB, NAMESPACE (RFC 3501, 6.3.8 and 6.3.9; RFC 2342; RFC 3348; RFC 6154).
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "servers/imap/imap_session.h"
#include "servers/imap/mailbox_name.h"
#include "servers/imap/quoting.h"

namespace cleartext::imap {

namespace {

constexpr char separator = store::MailFolders::separator;

// "(SPECIAL-USE)" before the names asks for those folders only, "RETURN (SPECIAL-USE CHILDREN)" behind for what
// is told anyway (RFC 5258, 3).
bool options(Arguments& in) {
  bool special = false;
  in.need('(');
  while (in && !in.take(')')) {
    const auto option = in.word();
    if (option != "SPECIAL-USE" && option != "CHILDREN") in.fail("SPECIAL-USE or CHILDREN");
    special = special || option == "SPECIAL-USE";
    in.take_spaces();
  }
  return special;
}

// Each folder, and each level above one that is no folder itself: false.
std::map<std::string, bool> with_levels_above(const std::vector<std::string>& names) {
  std::map<std::string, bool> all;
  for (const auto& name : names) {
    all[name] = true;
    for (auto end = name.rfind(separator); end != name.npos && end > 0; end = name.rfind(separator, end - 1))
      all.try_emplace(name.substr(0, end), false);
  }
  return all;
}

bool has_below(const std::map<std::string, bool>& all, const std::string& name) {
  const auto below = all.lower_bound(name + separator);
  return below != all.end() && below->first.starts_with(name + separator);
}

struct Asked {
  std::string pattern;
  bool no_name = false;
  bool special_only = false;
};

Asked read_asked(Arguments& in) {
  Asked asked;
  if (in.next_is('(')) {
    asked.special_only = options(in);
    in.space();
  }
  auto reference = in.astring("a reference");
  in.space();
  const auto name = in.list_mailbox();
  asked.no_name = name.empty();
  asked.pattern = canonical_name(reference + name);
  if (in.take_spaces() && in.word_ahead() == "RETURN") {
    in.word();
    in.space();
    options(in);
  }
  in.end();
  return asked;
}

}  // namespace

// 6.3.8
ImapSession::Answer ImapSession::list(Arguments& in) {
  const auto asked = read_asked(in);
  if (!in) return in.error();
  if (asked.no_name) {  // what stands between levels; no reference has a root of its own
    out_ += fmt::format("* LIST (\\Noselect) \"{}\" \"\"\r\n", separator);
    return "OK That is the separator";
  }
  const auto all = with_levels_above(folders_->names());
  for (const auto& [name, exists] : all) {
    const auto use = special_use(name);
    if (!matches(asked.pattern, name) || (asked.special_only && use.empty())) continue;
    out_ +=
        fmt::format("* LIST ({}{}{}{}) \"{}\" {}\r\n", exists ? "" : "\\Noselect ",
                    has_below(all, name) ? "\\HasChildren" : "\\HasNoChildren", use.empty() ? "" : " ", use, separator, astring_of(name));
  }
  return "OK Those are the folders";
}

// 6.3.9: with '%', a level above what is subscribed to is told as well.
ImapSession::Answer ImapSession::lsub(Arguments& in) {
  const auto asked = read_asked(in);
  if (!in) return in.error();
  const auto subscribed = folders_->subscribed();
  std::set<std::string> told;
  for (const auto& name : subscribed) {
    if (matches(asked.pattern, name)) told.insert(name);
    const bool level_wise = asked.pattern.ends_with('%');
    for (auto end = name.find(separator); level_wise && end != name.npos; end = name.find(separator, end + 1)) {
      if (matches(asked.pattern, name.substr(0, end))) told.insert(name.substr(0, end));
    }
  }
  for (const auto& name : told) {
    const bool itself = std::find(subscribed.begin(), subscribed.end(), name) != subscribed.end();
    out_ += fmt::format("* LSUB ({}) \"{}\" {}\r\n", itself && folders_->exists(name) ? "" : "\\Noselect", separator, astring_of(name));
  }
  return "OK Those are subscribed to";
}

// RFC 2342, 5: everything is the user's own.
ImapSession::Answer ImapSession::name_space(Arguments&) {
  out_ += fmt::format("* NAMESPACE ((\"\" \"{}\")) NIL NIL\r\n", separator);
  return "OK All folders are yours";
}

}  // namespace cleartext::imap
