// Lines as people read them, each with its first word apart; of a long letter the first ones.
#include <fmt/format.h>

#include "engine/packet/field_rows.h"

namespace cleartext::packet {
namespace {

constexpr int most_rows = 300;
constexpr std::size_t longest_label = 200;

bool speaks_in_lines(Protocol protocol) {
  return protocol == Protocol::smtp || protocol == Protocol::pop3 || protocol == Protocol::imap || protocol == Protocol::ftp ||
         protocol == Protocol::http;
}

std::string printable(std::string_view text) {
  std::string out(text.substr(0, longest_label));
  for (char& c : out)
    if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) c = '.';
  return out;
}

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "250 Ok" and "250-Ok", "+OK", "RCPT TO:<...>"; nothing of a letter's or a page's text.
void add_words(FieldRows& tree, std::string_view line, std::size_t at, bool from_client) {
  const std::size_t end = std::min(line.find_first_of(" -"), line.size());
  const std::string_view word = line.substr(0, end);
  const bool code = !from_client &&
                    ((word.size() == 3 && is_digit(word[0]) && is_digit(word[1]) && is_digit(word[2])) || word == "+OK" || word == "-ERR");
  bool verb = from_client && word.size() >= 3 && word.size() <= 12 && line.substr(end, 1) != "-";
  for (const char c : word) verb = verb && ((c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'));
  if (!code && !verb) return;
  tree.part((code ? "Reply code: " : "Command: ") + printable(word), at, word.size());
  const std::size_t rest = std::min(end + 1, line.size());
  if (rest < line.size()) tree.part((code ? "Text: " : "Argument: ") + printable(line.substr(rest)), at + rest, line.size() - rest);
}

void add_lines(FieldRows& tree, const Packet& packet, std::string_view text) {
  int rows = 0;
  for (std::size_t at = 0; at < text.size() && rows < most_rows; ++rows) {
    const std::size_t found = text.find('\n', at);
    const std::size_t end = found == std::string_view::npos ? text.size() : found + 1;
    std::string_view line = text.substr(at, end - at);
    const std::size_t whole = line.size();
    while (line.ends_with('\n') || line.ends_with('\r')) line.remove_suffix(1);
    tree.field(line.empty() ? "(an empty line)" : printable(line), packet.payload_offset + at, whole);
    add_words(tree, line, packet.payload_offset + at, packet.from_client);
    if (line.size() < whole)
      tree.part(whole - line.size() == 2 ? "Line end: CR LF" : "Line end: a bare LF", packet.payload_offset + at + line.size(),
                whole - line.size());
    at = end;
  }
}

std::string_view record_name(unsigned type) {
  switch (type) {
    case 20: return "change cipher spec";
    case 21: return "alert";
    case 22: return "handshake";
    case 23: return "application data";
    default: return {};
  }
}

// RFC 8446, 5.1. A packet may begin in the middle of a record: then nothing is said.
void add_records(FieldRows& tree, const Packet& packet) {
  std::size_t at = packet.payload_offset;
  const std::size_t end = at + packet.payload_length;
  for (int rows = 0; at + 5 <= end && rows < most_rows; ++rows) {
    const unsigned type = tree.frame.u8(at), version = tree.frame.u16(at + 1);
    const std::size_t length = tree.frame.u16(at + 3);
    if (record_name(type).empty() || version < 0x0300 || version > 0x0304) return;
    tree.field(fmt::format("TLS record: {}, {} bytes", record_name(type), length), at, std::min(length + 5, end - at));
    tree.part(fmt::format("Content type: {}", type), at, 1);
    tree.part(fmt::format("Version: 0x{:04x}", version), at + 1, 2);
    tree.part(fmt::format("Length: {}", length), at + 3, 2);
    at += length + 5;
  }
}

}  // namespace

void add_payload(FieldRows& tree, const Packet& packet) {
  const bool known = packet.protocol != Protocol::tcp && packet.protocol != Protocol::udp;
  tree.header(fmt::format("{}, {} bytes", known ? name(packet.protocol) : "Payload", packet.payload_length), packet.payload_offset,
              packet.payload_length);
  const std::span<const std::byte> bytes = packet.payload();
  if (speaks_in_lines(packet.protocol)) add_lines(tree, packet, {reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  if (packet.protocol == Protocol::tls) add_records(tree, packet);
}

}  // namespace cleartext::packet
