// The datagram is written anew with an IP header that has no fragments in it, and decoded like any other.
#include "engine/packet/fragments.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/packet/network_layer.h"

namespace cleartext::packet {

namespace {

constexpr std::size_t piece_cost = 96;  // what keeping a piece costs beside its bytes

std::optional<NetworkHeader> header_of(const RawPacket& raw) {
  const Bytes frame(raw.bytes);
  const std::optional<NetworkPlace> place = network_place(frame, raw.link);
  if (!place) return {};
  return network_header(frame, *place, std::max<std::size_t>(raw.length, raw.bytes.size()));
}

void put16(std::vector<std::byte>& out, std::size_t at, std::size_t value) {
  out[at] = static_cast<std::byte>(value >> 8);
  out[at + 1] = static_cast<std::byte>(value);
}

std::vector<std::byte> new_header(const Packet& packet, std::uint8_t protocol, std::size_t payload) {
  std::vector<std::byte> out(packet.source.is_v6 ? 40 : 20);
  const std::size_t width = packet.source.is_v6 ? 16 : 4, addresses = packet.source.is_v6 ? 8 : 12;
  if (packet.source.is_v6) {
    out[0] = std::byte{0x60};
    put16(out, 4, payload);
    out[6] = std::byte{protocol};
    out[7] = std::byte{64};
  } else {
    out[0] = std::byte{0x45};
    put16(out, 2, std::min<std::size_t>(payload + 20, 65535));
    out[8] = std::byte{64};
    out[9] = std::byte{protocol};
  }
  for (std::size_t i = 0; i < width; ++i) {
    out[addresses + i] = std::byte{packet.source.address[i]};
    out[addresses + width + i] = std::byte{packet.destination.address[i]};
  }
  return out;
}

}  // namespace

void Fragments::add(Datagram& datagram, std::uint32_t offset, std::span<const std::byte> bytes) {
  std::uint32_t from = offset;
  const auto end = static_cast<std::uint32_t>(offset + bytes.size());
  while (from < end) {
    const auto after = datagram.pieces.upper_bound(from);
    if (after != datagram.pieces.begin()) {
      const auto& [start, piece] = *std::prev(after);
      if (start + piece.size() > from) {
        from = static_cast<std::uint32_t>(start + piece.size());
        continue;
      }
    }
    const std::uint32_t to = after == datagram.pieces.end() ? end : std::min(end, after->first);
    const auto part = bytes.subspan(from - offset, to - from);
    datagram.pieces.emplace(from, std::vector<std::byte>(part.begin(), part.end()));
    datagram.bytes += part.size();
    bytes_ += part.size() + piece_cost;
    from = to;
  }
}

void Fragments::drop_oldest() {
  const auto [began, key] = order_.front();
  order_.pop_front();
  const auto found = waiting_.find(key);
  if (found == waiting_.end() || found->second.began != began) return;
  bytes_ -= found->second.bytes + found->second.pieces.size() * piece_cost;
  waiting_.erase(found);
}

std::shared_ptr<const std::vector<std::byte>> Fragments::take(const RawPacket& raw, Packet& packet) {
  const std::optional<NetworkHeader> ip = header_of(raw);
  if (!ip || !ip->fragment() || ip->end < ip->transport) return {};
  if (ip->end < ip->wire_end) return {};  // the capture cut it: nothing whole can come of it
  const std::span<const std::byte> bytes = raw.bytes.subspan(ip->transport, ip->end - ip->transport);
  if (ip->fragment_offset + bytes.size() > largest || bytes.empty()) return {};
  const Key key{packet.source.address, packet.destination.address, ip->identification, ip->protocol, ip->is_v6};
  Datagram& datagram = waiting_[key];
  if (datagram.pieces.empty()) {
    datagram.began = ++count_;
    order_.emplace_back(datagram.began, key);
  }
  add(datagram, ip->fragment_offset, bytes);
  if (!ip->more_fragments) datagram.end = static_cast<std::uint32_t>(ip->fragment_offset + bytes.size());
  if (datagram.end == 0 || datagram.bytes < datagram.end) {
    while (!order_.empty() && (bytes_ > most_bytes || waiting_.size() > most_datagrams)) drop_oldest();
    return {};
  }

  auto whole = std::make_shared<std::vector<std::byte>>(new_header(packet, ip->protocol, datagram.end));
  for (const auto& [offset, piece] : datagram.pieces) whole->insert(whole->end(), piece.begin(), piece.end());
  bytes_ -= datagram.bytes + datagram.pieces.size() * piece_cost;
  waiting_.erase(key);
  while (!order_.empty() && waiting_.find(order_.front().second) == waiting_.end()) order_.pop_front();

  Packet completed;
  completed.number = packet.number;
  const RawPacket again{raw.time_ns, *whole, static_cast<std::uint32_t>(whole->size()), ip->is_v6 ? LinkType::ipv6 : LinkType::ipv4};
  if (!decode(again, completed)) return {};
  completed.datagram = *whole;
  completed.bytes = packet.bytes;
  completed.length = packet.length;
  completed.link = packet.link;
  packet = completed;
  return whole;
}

std::string fragment_info(const Packet& packet) {
  const auto ip = header_of({packet.time_ns, packet.bytes, packet.length, packet.link});
  if (!ip) return "Fragment";
  return fmt::format("Fragment of datagram 0x{:04x}, bytes {} to {}{}", ip->identification, ip->fragment_offset,
                     ip->fragment_offset + (ip->wire_end - std::min(ip->wire_end, ip->transport + 1)),
                     ip->more_fragments ? "" : ", the last one");
}

}  // namespace cleartext::packet
