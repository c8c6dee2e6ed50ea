#include "engine/cracking/words.h"

#include <fmt/format.h>

#include <fstream>
#include <iterator>
#include <string_view>

namespace cleartext::cracking {

extern const std::string_view common_text;  // assets/words/common.txt

namespace {

constexpr std::size_t longest_word = 256;

// A word a line; what cannot be a password is left out.
std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> words;
  while (!text.empty()) {
    const auto end = std::min(text.find('\n'), text.size());
    auto line = text.substr(0, end);
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (!line.empty() && line.size() <= longest_word) words.emplace_back(line);
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return words;
}

}  // namespace

std::vector<std::string> common_words() { return lines_of(common_text); }

tl::expected<std::vector<std::string>, wire::Problem> read_words(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  const std::string text((std::istreambuf_iterator<char>(file)), {});
  if (!file.good() && !file.eof())
    return tl::unexpected(wire::Problem{fmt::format("{} cannot be read.", path), "A list of words is a file with one word a line."});
  auto words = lines_of(text);
  if (words.empty())
    return tl::unexpected(wire::Problem{fmt::format("There is no word in {}.", path), "A list of words is a file with one word a line."});
  return words;
}

}  // namespace cleartext::cracking
