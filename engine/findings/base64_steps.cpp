#include "engine/findings/base64_steps.h"

namespace cleartext::findings {
namespace {

int value_of(char letter) {
  if (letter >= 'A' && letter <= 'Z') return letter - 'A';
  if (letter >= 'a' && letter <= 'z') return letter - 'a' + 26;
  if (letter >= '0' && letter <= '9') return letter - '0' + 52;
  if (letter == '+') return 62;
  return letter == '/' ? 63 : -1;
}

void fill_bytes(Base64Group& group) {
  std::uint32_t bits = 0;
  int values = 0;
  for (const int value : group.values) {
    bits = bits << 6 | static_cast<std::uint32_t>(value < 0 ? 0 : value);
    values += value >= 0 ? 1 : 0;
  }
  group.byte_count = values * 6 / 8;
  for (int i = 0; i < 3; ++i) group.bytes[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(bits >> (16 - 8 * i));
}

}  // namespace

std::vector<Base64Group> base64_groups(std::string_view text, std::size_t most) {
  std::vector<Base64Group> groups;
  Base64Group group;
  for (std::size_t at = 0; at < text.size() && groups.size() < most; ++at) {
    const char letter = text[at];
    if (value_of(letter) < 0 && letter != '=') continue;
    const auto place = static_cast<std::size_t>(group.letter_count++);
    group.letters[place] = letter;
    group.places[place] = static_cast<std::uint32_t>(at);
    group.values[place] = value_of(letter);
    if (group.letter_count < 4) continue;
    fill_bytes(group);
    groups.push_back(group);
    group = {};
  }
  if (group.letter_count > 0 && groups.size() < most) {
    fill_bytes(group);
    groups.push_back(group);
  }
  return groups;
}

}  // namespace cleartext::findings
