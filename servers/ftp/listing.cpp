// Dates are printed with the year, never with the hour: so the text does not depend on today's date.
#include "servers/ftp/listing.h"

#include <fmt/format.h>

#include <array>
#include <ctime>

namespace cleartext::ftp {

namespace {

std::tm utc(std::chrono::system_clock::time_point time) {
  const auto seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  return parts;
}

// Not strftime(): a German locale must not make it "Dez".
constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                                  "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

}  // namespace

std::string long_listing(std::span<const store::FileEntry> entries) {
  std::string text;
  for (const auto& entry : entries) {
    const auto day = utc(entry.modified);
    text += fmt::format("{}   1 lab      lab      {:>12} {} {:2}  {} {}\r\n",
                        entry.is_folder ? "drwxr-xr-x" : "-rw-r--r--", entry.bytes,
                        months[static_cast<std::size_t>(day.tm_mon)], day.tm_mday, day.tm_year + 1900,
                        entry.name);
  }
  return text;
}

std::string name_listing(std::span<const store::FileEntry> entries) {
  std::string text;
  for (const auto& entry : entries) text += entry.name + "\r\n";
  return text;
}

std::string time_text(std::chrono::system_clock::time_point time) {
  const auto day = utc(time);
  return fmt::format("{:04}{:02}{:02}{:02}{:02}{:02}", day.tm_year + 1900, day.tm_mon + 1, day.tm_mday,
                     day.tm_hour, day.tm_min, day.tm_sec);
}

}  // namespace cleartext::ftp
