// How a line is kept beyond the call that reported it, and how its bytes are shown: what is UTF-8 as it is,
// every other byte as \xNN.
#include "engine/dialogue/line.h"

#include <array>

namespace cleartext::dialogue {

namespace {

// Length of the UTF-8 sequence at the front (RFC 3629, 4); 0: not one.
std::size_t sequence_length(std::string_view text) {
  const auto at = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = at(0);
  if (first < 0x80) return 1;
  const std::size_t length = first >= 0xc2 && first < 0xe0   ? 2
                             : first >= 0xe0 && first < 0xf0 ? 3
                             : first >= 0xf0 && first < 0xf5 ? 4
                                                             : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((at(i) & 0xc0) != 0x80) return 0;
  if (first == 0xe0 && at(1) < 0xa0) return 0;  // overlong
  if (first == 0xed && at(1) > 0x9f) return 0;  // surrogates
  if (first == 0xf0 && at(1) < 0x90) return 0;  // overlong
  if (first == 0xf4 && at(1) > 0x8f) return 0;  // beyond U+10FFFF
  return length;
}

}  // namespace

std::string_view name(LineKind kind) {
  switch (kind) {
    case LineKind::greeting:
      return "greeting";
    case LineKind::command:
      return "command";
    case LineKind::reply:
      return "reply";
    case LineKind::data:
      return "data";
    case LineKind::continuation:
      return "continuation";
    case LineKind::invalid:
      return "invalid";
  }
  return "invalid";
}

Line keep(const LineView& line) {
  return {line.stream,
          line.protocol,
          line.from,
          line.packet,
          line.time_ns,
          line.kind,
          std::string(line.verb),
          std::string(line.code),
          std::string(line.text),
          line.position,
          line.length,
          line.decrypted};
}

LineView view(const Line& line) {
  return {line.stream, line.protocol, line.from, line.packet,   line.time_ns, line.kind,
          line.verb,   line.code,     line.text, line.position, line.length, line.decrypted};
}

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

std::string printable(std::string_view text) {
  static constexpr std::array digits = {'0', '1', '2', '3', '4', '5', '6', '7',
                                        '8', '9', 'a', 'b', 'c', 'd', 'e', 'f'};
  std::string shown;
  shown.reserve(text.size());
  while (!text.empty()) {
    const std::size_t length = sequence_length(text);
    if (length == 0) {
      const auto byte = static_cast<unsigned char>(text.front());
      shown += {'\\', 'x', digits[byte >> 4], digits[byte & 15]};
      text.remove_prefix(1);
      continue;
    }
    shown += text.substr(0, length);
    text.remove_prefix(length);
  }
  return shown;
}

}  // namespace cleartext::dialogue
