// Every time is UTC.
#include "servers/ftp/listing.h"

#include <fmt/format.h>

#include <array>
#include <ctime>

#include "servers/ftp/glob.h"

namespace cleartext::ftp {

namespace {

std::tm utc(std::chrono::system_clock::time_point time) {
  const auto seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  return parts;
}

// Not strftime(): a German locale must not make it "Dez".
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

// A time to come is told with its year, whatever its distance.
bool is_young(std::chrono::system_clock::time_point time, std::chrono::system_clock::time_point now) {
  constexpr std::chrono::hours half_a_year{24 * 182}, wrong_clock{24};
  return time > now - half_a_year && time < now + wrong_clock;
}

// "LIST -la": ls would take the options, a server takes none.
std::string_view without_options(std::string_view argument) {
  while (argument.starts_with('-')) {
    const auto end = argument.find(' ');
    argument = end == std::string_view::npos ? std::string_view() : argument.substr(end + 1);
  }
  return argument;
}

}  // namespace

tl::expected<Listed, wire::Problem> look_up(const store::FileTree& files, std::string_view folder, std::string_view argument) {
  argument = without_options(argument);
  const auto path = store::FileTree::resolve(folder, argument);
  if (files.is_folder(path)) {
    auto entries = files.list(path);
    if (!entries) return tl::unexpected(entries.error());
    const bool is_here = argument.empty() || argument == "." || argument == "./";
    const bool ends_well = argument.ends_with('/');
    return Listed{is_here ? std::string() : fmt::format("{}{}", argument, ends_well ? "" : "/"), std::move(*entries)};
  }
  while (argument.ends_with('/')) argument.remove_suffix(1);
  const auto name_at = argument.rfind('/') + 1;  // 0 where there is none
  const std::string prefix(argument.substr(0, name_at));
  const auto file = files.find(path);
  if (file) return Listed{prefix, {*file}};
  if (!Pattern::is_one(argument.substr(name_at))) return tl::unexpected(file.error());
  const auto all = files.list(store::FileTree::resolve(folder, prefix));
  if (!all) return tl::unexpected(all.error());
  const Pattern pattern(argument.substr(name_at));
  Listed listed{prefix, {}};
  for (const auto& entry : *all) {
    if (pattern.matches(entry.name)) listed.entries.push_back(entry);
  }
  if (listed.entries.empty()) return tl::unexpected(wire::Problem{fmt::format("Nothing here fits {}.", argument), {}});
  return listed;
}

std::string long_listing(std::span<const store::FileEntry> entries, std::chrono::system_clock::time_point now) {
  std::string text;
  for (const auto& entry : entries) {
    const auto day = utc(entry.modified);
    text += fmt::format(
        "{}   1 lab      lab      {:>12} {} {:2} {} {}\r\n", entry.is_folder ? "drwxr-xr-x" : "-rw-r--r--", entry.bytes,
        months[static_cast<std::size_t>(day.tm_mon)], day.tm_mday,
        is_young(entry.modified, now) ? fmt::format("{:02}:{:02}", day.tm_hour, day.tm_min) : fmt::format("{:>5}", day.tm_year + 1900),
        entry.name);
  }
  return text;
}

std::string name_listing(const Listed& listed) {
  std::string text;
  for (const auto& entry : listed.entries) text += fmt::format("{}{}\r\n", listed.prefix, entry.name);
  return text;
}

std::string time_text(std::chrono::system_clock::time_point time) {
  const auto day = utc(time);
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday, day.tm_hour, day.tm_min,
                     day.tm_sec);
}

}  // namespace cleartext::ftp
