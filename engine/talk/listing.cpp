#include "engine/talk/listing.h"

#include <algorithm>
#include <charconv>
#include <optional>

namespace cleartext::talk {
namespace {

std::string_view take_word(std::string_view& line) {
  const auto from = std::min(line.find_first_not_of(' '), line.size());
  line.remove_prefix(from);
  const auto end = std::min(line.find(' '), line.size());
  const auto word = line.substr(0, end);
  line.remove_prefix(end);
  return word;
}

// drwxr-xr-x   1 lab      lab              4096 Nov 27  2026 recipes
std::optional<ListedFile> read_line(std::string_view line) {
  if (line.size() < 10 || (line.front() != '-' && line.front() != 'd')) return std::nullopt;
  ListedFile file;
  file.is_folder = line.front() == 'd';
  for (int i = 0; i < 4; ++i) take_word(line);  // rights, links, owner, group
  const auto bytes = take_word(line);
  if (std::from_chars(bytes.data(), bytes.data() + bytes.size(), file.bytes).ec != std::errc{}) return std::nullopt;
  const auto month = take_word(line), day = take_word(line), year = take_word(line);
  file.date = std::string(month) + " " + std::string(day) + " " + std::string(year);
  if (line.starts_with(' ')) line.remove_prefix(1);
  file.name = line;
  if (file.name.empty() || file.name == "." || file.name == "..") return std::nullopt;
  return file;
}

}  // namespace

std::vector<ListedFile> read_listing(std::string_view text) {
  std::vector<ListedFile> files;
  while (!text.empty()) {
    const auto end = text.find('\n');
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (auto file = read_line(line)) files.push_back(std::move(*file));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  std::ranges::stable_sort(
      files, [](const ListedFile& a, const ListedFile& b) { return a.is_folder != b.is_folder ? a.is_folder : a.name < b.name; });
  return files;
}

}  // namespace cleartext::talk
