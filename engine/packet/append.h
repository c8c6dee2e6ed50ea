// Text is appended where it will stand: a record costs no string of its own.
#pragma once
#include <charconv>
#include <cstdint>
#include <string>
#include <string_view>

#include "engine/packet/packet.h"

namespace cleartext::packet {

enum class Pad : bool { left, right };

inline void append_padded(std::string& out, std::string_view text, std::size_t width, Pad pad) {
  const std::size_t spaces = width > text.size() ? width - text.size() : 0;
  if (pad == Pad::left) out.append(spaces, ' ');
  out += text;
  if (pad == Pad::right) out.append(spaces, ' ');
}

inline void append_number(std::string& out, std::uint64_t number, std::size_t width = 0, Pad pad = Pad::left) {
  char digits[20];
  const char* end = std::to_chars(digits, digits + sizeof digits, number).ptr;
  append_padded(out, {digits, static_cast<std::size_t>(end - digits)}, width, pad);
}

void append_address(std::string& out, const Endpoint& endpoint);
void append_text(std::string& out, const Endpoint& endpoint);  // with the port

}  // namespace cleartext::packet
