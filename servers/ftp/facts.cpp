// One line a file, "type=file;size=14;modify=20010909014640; menu.txt" (RFC 3659, 7.2).
#include <fmt/format.h>

#include <array>

#include "servers/ftp/listing.h"
#include "servers/wire/command.h"

namespace cleartext::ftp {

namespace {

struct FactName {
  Fact fact;
  std::string_view name;
};

constexpr std::array<FactName, 5> known{
    {{Fact::type, "type"}, {Fact::size, "size"}, {Fact::modify, "modify"}, {Fact::perm, "perm"}, {Fact::unique, "unique"}}};

// RFC 3659, 7.5.5: which commands would be carried out. APPE, DELE, RNFR, RETR, STOR; STOR into it, DELE,
// CWD, RNFR, LIST, MKD and what RMD needs.
std::string_view permissions(bool is_folder, Rights rights) {
  if (rights == Rights::read) return is_folder ? "el" : "r";
  return is_folder ? "cdeflmp" : "adfrw";
}

std::string value(Fact fact, const store::FileEntry& entry, Rights rights) {
  switch (fact) {
    case Fact::type: return entry.is_folder ? "dir" : "file";
    case Fact::size: return std::to_string(entry.bytes);
    case Fact::modify: return time_text(entry.modified);
    case Fact::perm: return std::string(permissions(entry.is_folder, rights));
    case Fact::unique: return entry.identity;
  }
  return {};
}

}  // namespace

Facts all_facts() {
  Facts all;
  for (const auto& each : known) all.insert(each.fact);
  return all;
}

Facts read_facts(std::string_view text) {
  Facts wanted;
  while (!text.empty()) {
    const auto name = text.substr(0, text.find(';'));
    text.remove_prefix(name.size() == text.size() ? text.size() : name.size() + 1);
    for (const auto& each : known) {
      if (wire::same_word(each.name, name)) wanted.insert(each.fact);
    }
  }
  return wanted;
}

std::string fact_names(const Facts& wanted) {
  std::string text;
  for (const auto& each : known) {
    if (wanted.contains(each.fact)) text += fmt::format("{};", each.name);
  }
  return text;
}

std::string fact_features(const Facts& wanted) {
  std::string text;
  for (const auto& each : known) text += fmt::format("{}{};", each.name, wanted.contains(each.fact) ? "*" : "");
  return text;
}

std::string fact_line(const store::FileEntry& entry, std::string_view name, const Facts& wanted, Rights rights) {
  std::string text;
  for (const auto& each : known) {
    const bool is_told = wanted.contains(each.fact) && !(each.fact == Fact::size && entry.is_folder);
    if (is_told) text += fmt::format("{}={};", each.name, value(each.fact, entry, rights));
  }
  return fmt::format("{} {}", text, name);
}

}  // namespace cleartext::ftp
