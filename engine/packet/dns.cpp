// Names may point back into the message (RFC 1035, 4.1.4); pointers are followed a bounded number of times.
#include "engine/packet/dns.h"

#include <fmt/format.h>

#include "engine/packet/bytes.h"

namespace cleartext::packet {

namespace {

constexpr std::size_t header_length = 12, longest_name = 255;
constexpr int most_jumps = 16, most_answers = 3;

class Message {
 public:
  explicit Message(std::span<const std::byte> bytes) : bytes_(bytes) {}

  // Reads a name and moves `at` behind it; false: broken.
  bool name(std::size_t& at, std::string& out) const {
    std::size_t place = at;
    bool jumped = false;
    for (int jumps = 0; jumps < most_jumps;) {
      if (!bytes_.has(place, 1)) return false;
      const std::uint8_t length = bytes_.u8(place);
      if ((length & 0xc0) == 0xc0) {
        if (!bytes_.has(place, 2)) return false;
        if (!jumped) at = place + 2;
        jumped = true;
        ++jumps;
        place = bytes_.u16(place) & 0x3fffu;
        continue;
      }
      if (length > 63 || !bytes_.has(place, 1u + length) || out.size() + length > longest_name) return false;
      place += 1;
      if (length == 0) {
        if (!jumped) at = place;
        if (out.empty()) out = ".";
        return true;
      }
      if (!out.empty()) out += '.';
      for (std::size_t i = 0; i < length; ++i) {
        const auto c = static_cast<char>(bytes_.u8(place + i));
        out += static_cast<unsigned char>(c) > 0x20 && static_cast<unsigned char>(c) < 0x7f ? c : '?';
      }
      place += length;
    }
    return false;
  }
  const Bytes& bytes() const { return bytes_; }

 private:
  Bytes bytes_;
};

std::string type_name(std::uint16_t type) {
  switch (type) {
    case 1: return "A";
    case 2: return "NS";
    case 5: return "CNAME";
    case 6: return "SOA";
    case 12: return "PTR";
    case 15: return "MX";
    case 16: return "TXT";
    case 28: return "AAAA";
    case 33: return "SRV";
    case 65: return "HTTPS";
    case 255: return "ANY";
    default: return fmt::format("type {}", type);
  }
}

std::string value(const Message& message, std::uint16_t type, std::size_t at, std::size_t length) {
  const Bytes& bytes = message.bytes();
  Endpoint address;
  if ((type == 1 && length == 4) || (type == 28 && length == 16)) {
    address.is_v6 = type == 28;
    for (std::size_t i = 0; i < length; ++i) address.address[i] = bytes.u8(at + i);
    return address_text(address);
  }
  std::string name;
  if (type == 15 && length > 2) {
    const std::uint16_t preference = bytes.u16(at);
    at += 2;
    return message.name(at, name) ? fmt::format("{} {}", preference, name) : "broken name";
  }
  if (type == 2 || type == 5 || type == 12) return message.name(at, name) ? name : "broken name";
  return fmt::format("{}, {} bytes", type_name(type), length);
}

std::string answers(const Message& message, std::size_t at, int count) {
  std::string text;
  const Bytes& bytes = message.bytes();
  for (int i = 0; i < count; ++i) {
    std::string name;
    if (!message.name(at, name) || !bytes.has(at, 10)) return text + " (cut off)";
    const std::size_t length = bytes.u16(at + 8);
    if (!bytes.has(at + 10, length)) return text + " (cut off)";
    if (i == most_answers) return text + fmt::format(" and {} more", count - i);
    text += (i == 0 ? ": " : ", ") + value(message, bytes.u16(at), at + 10, length);
    at += 10 + length;
  }
  return text;
}

std::string_view failure(int code) {
  switch (code) {
    case 1: return ": the query is malformed";
    case 2: return ": the server failed";
    case 3: return ": no such name";
    case 5: return ": refused";
    default: return ": an error";
  }
}

}  // namespace

std::string dns_info(const Packet& packet) {
  const Message message(packet.payload());
  const Bytes& bytes = message.bytes();
  if (!bytes.has(0, header_length)) return fmt::format("DNS, cut off after {} bytes", bytes.size());
  const std::uint16_t flags = bytes.u16(2);
  const bool answer = (flags & 0x8000) != 0;
  std::string text = answer ? "Answer" : "Query";
  std::size_t at = header_length;
  std::string asked;
  if (bytes.u16(4) > 0) {
    if (!message.name(at, asked) || !bytes.has(at, 4)) return text + " (broken name)";
    text += " " + type_name(bytes.u16(at)) + " " + asked;
    at += 4;
  }
  if (!answer) return text;
  if ((flags & 15) != 0) return text.append(failure(flags & 15));
  if (bytes.u16(4) > 1) return text;  // several questions at once: nobody asks so
  if (bytes.u16(6) == 0) return text + ": nothing";
  return text + answers(message, at, bytes.u16(6));
}

}  // namespace cleartext::packet
