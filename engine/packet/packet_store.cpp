// A place is written once, before anybody is told of it.
#include "engine/packet/packet_store.h"

#include <algorithm>

namespace cleartext::packet {

void PacketStore::append(std::span<const Packet> packets) {
  while (!packets.empty()) {
    const std::size_t at = size_ % piece_size;
    if (at == 0) pieces_.emplace_back(new Packet[piece_size]);
    const std::size_t count = std::min(packets.size(), piece_size - at);
    std::copy_n(packets.begin(), count, pieces_.back().get() + at);
    size_ += count;
    packets = packets.subspan(count);
  }
}

void PacketStore::clear() {
  pieces_.clear();
  size_ = 0;
}

std::shared_ptr<const PacketStore> PacketStore::snapshot() const {
  return std::shared_ptr<const PacketStore>(new PacketStore(*this));
}

}  // namespace cleartext::packet
