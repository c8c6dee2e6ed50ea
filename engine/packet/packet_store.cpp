// A place is written once, before anybody is told of it. What is told again is compared with what came: a datagram that
// was put together from fragments is kept whole.
#include "engine/packet/packet_store.h"

#include <algorithm>
#include <tuple>

namespace cleartext::packet {

namespace {

auto fields_of(const Packet& packet) {
  return std::tuple(packet.number, packet.protocol, packet.source, packet.destination, packet.network_offset, packet.transport_offset,
                    packet.payload_offset, packet.payload_length, packet.sequence, packet.acknowledgment, packet.window, packet.flags,
                    packet.segment_length, packet.fragment, packet.has_tcp, packet.length, packet.bytes.data(), packet.datagram.data());
}

}  // namespace

Packet PacketStore::packet_of(const Row& row, std::size_t at) {
  if (row.whole) return *static_cast<const Packet*>(row.bytes);
  Packet packet;
  decode({row.time_ns, {static_cast<const std::byte*>(row.bytes), row.captured}, row.length, row.link}, packet);
  packet.number = static_cast<std::uint32_t>(at + 1);
  packet.protocol = row.protocol;
  packet.stream = row.stream;
  packet.from_client = row.from_client;
  packet.retransmission = row.retransmission;
  packet.position = row.position;
  packet.acknowledged = row.acknowledged;
  return packet;
}

PacketStore::Row PacketStore::row_of(const Packet& packet) {
  Row row;
  row.bytes = packet.bytes.data();
  row.time_ns = packet.time_ns;
  row.position = packet.position;
  row.acknowledged = packet.acknowledged;
  row.captured = static_cast<std::uint32_t>(packet.bytes.size());
  row.length = packet.length;
  row.stream = packet.stream;
  row.payload_length = packet.payload_length;
  row.link = packet.link;
  row.protocol = packet.protocol;
  row.from_client = packet.from_client;
  row.retransmission = packet.retransmission;
  return row;
}

Packet PacketStore::operator[](std::size_t at) const { return packet_of(row(at), at); }

PacketStore::Glance PacketStore::glance(std::size_t at) const {
  const Row& here = row(at);
  return {here.time_ns, here.stream, here.payload_length, here.from_client};
}

void PacketStore::append(std::span<const Packet> packets) {
  for (const Packet& packet : packets) {
    if (size_ % piece_size == 0) pieces_.push_back(std::make_shared<Piece>());
    Piece& piece = *pieces_.back();
    Row& row = piece.rows[size_ % piece_size];
    row = row_of(packet);
    if (fields_of(packet_of(row, size_)) != fields_of(packet)) {
      row.bytes = &piece.whole.emplace_front(packet);
      row.whole = true;
    }
    ++size_;
  }
}

void PacketStore::clear() {
  pieces_.clear();
  size_ = 0;
}

std::shared_ptr<const PacketStore> PacketStore::snapshot() const { return std::shared_ptr<const PacketStore>(new PacketStore(*this)); }

}  // namespace cleartext::packet
