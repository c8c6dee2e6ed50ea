// Base64 taken apart for people (RFC 4648, 4): four letters, six bits each, make three bytes. Line ends and whatever else is
// no letter are stepped over, as a decoder does it.
#pragma once
#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

namespace cleartext::findings {

struct Base64Group {
  std::array<char, 4> letters{'=', '=', '=', '='};
  std::array<std::uint32_t, 4> places{};      // of the letters in the text
  std::array<int, 4> values{-1, -1, -1, -1};  // 0 to 63; -1: "=", which stands for nothing
  std::array<std::uint8_t, 3> bytes{};
  int letter_count = 0, byte_count = 0;
};

// `most`: groups; a text that is longer is cut.
std::vector<Base64Group> base64_groups(std::string_view text, std::size_t most);

}  // namespace cleartext::findings
