// TCP's header bit by bit, and its options one by one (RFC 9293, 3.1; RFC 7323; RFC 2018).
#include <fmt/format.h>

#include <array>

#include "engine/packet/field_rows.h"

namespace cleartext::packet {
namespace {

struct Flag {
  TcpFlag bit;
  std::string_view word, meaning;
};
constexpr std::array<Flag, 6> flags{{{urg, "URG", "urgent pointer counts"},
                                     {ack, "ACK", "acknowledgment counts"},
                                     {psh, "PSH", "hand over at once"},
                                     {rst, "RST", "break off"},
                                     {syn, "SYN", "begin"},
                                     {fin, "FIN", "no more from this side"}}};

std::string option_text(const FieldRows& tree, unsigned kind, std::size_t at, std::size_t length) {
  switch (kind) {
    case 2: return length >= 4 ? fmt::format("Maximum segment size: {}", tree.frame.u16(at + 2)) : "Maximum segment size";
    case 3: return length >= 3 ? fmt::format("Window scale: × {}", 1u << std::min<unsigned>(tree.frame.u8(at + 2), 14)) : "Window scale";
    case 4: return "Selective acknowledgment permitted";
    case 5: return fmt::format("Selective acknowledgment, {} blocks", (length - 2) / 8);
    case 8:
      return length >= 10 ? fmt::format("Timestamps: {}, answering {}", tree.frame.u32(at + 2), tree.frame.u32(at + 6)) : "Timestamps";
    case 34: return "Fast open";
    default: return fmt::format("Option {}", kind);
  }
}

void add_options(FieldRows& tree, std::size_t at, std::size_t end) {
  while (at < end) {
    const unsigned kind = tree.frame.u8(at);
    if (kind == 0) return tree.part("End of options", at, 1);
    if (kind == 1) {
      tree.part("No operation", at++, 1);
      continue;
    }
    const std::size_t length = at + 1 < end ? tree.frame.u8(at + 1) : 0;
    if (length < 2 || at + length > end) return tree.part("Broken option", at, end - at);
    tree.part(option_text(tree, kind, at, length), at, length);
    at += length;
  }
}

}  // namespace

void add_tcp(FieldRows& tree, const Packet& packet) {
  const std::size_t at = packet.transport_offset;
  const std::size_t header = (tree.frame.u8(at + 12) >> 4) * 4u;
  tree.header(fmt::format("TCP, {} → {}", packet.source.port, packet.destination.port), at, header);
  tree.field(fmt::format("Source port: {}", packet.source.port), at, 2);
  tree.field(fmt::format("Destination port: {}", packet.destination.port), at + 2, 2);
  tree.field(fmt::format("Sequence number: {}", packet.sequence), at + 4, 4);
  tree.field(fmt::format("Acknowledgment number: {}", packet.acknowledgment), at + 8, 4);
  tree.field(fmt::format("Header length: {} bytes", header), at + 12, 1);
  std::string words;
  for (const Flag& flag : flags)
    if ((packet.flags & flag.bit) != 0) words += (words.empty() ? "" : ", ") + std::string(flag.word);
  tree.field("Flags: " + (words.empty() ? "none" : words), at + 13, 1);
  for (const Flag& flag : flags)
    tree.part(fmt::format("{}: {}, {}", flag.word, (packet.flags & flag.bit) != 0 ? 1 : 0, flag.meaning), at + 13, 1);
  tree.field(fmt::format("Window: {}", packet.window), at + 14, 2);
  tree.field(fmt::format("Checksum: 0x{:04x}", tree.frame.u16(at + 16)), at + 16, 2);
  tree.field(fmt::format("Urgent pointer: {}", tree.frame.u16(at + 18)), at + 18, 2);
  if (header <= 20) return;
  tree.field(fmt::format("Options: {} bytes", header - 20), at + 20, header - 20);
  add_options(tree, at + 20, std::min(at + header, tree.frame.size()));
}

}  // namespace cleartext::packet
