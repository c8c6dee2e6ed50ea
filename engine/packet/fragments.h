// Puts datagrams together that came in fragments (RFC 791, 3.2; RFC 8200, 4.5). Where two overlap the first
// one wins. What is waiting is bounded in number and in bytes: the oldest goes first.
#pragma once
#include <deque>
#include <map>
#include <memory>

#include "engine/packet/packet.h"

namespace cleartext::packet {

class Fragments {
 public:
  static constexpr std::size_t most_datagrams = 1024, most_bytes = 8 * 1024 * 1024, largest = 65535;

  // `packet` was decoded from `raw` and is a fragment. When it completes its datagram the packet is decoded
  // again, from the datagram, whose bytes are returned so that they can be kept as long as the packet.
  std::shared_ptr<const std::vector<std::byte>> take(const RawPacket& raw, Packet& packet);

 private:
  struct Key {
    std::array<std::uint8_t, 16> source{}, destination{};
    std::uint32_t identification = 0;
    std::uint8_t protocol = 0;
    bool is_v6 = false;
    auto operator<=>(const Key&) const = default;
  };
  struct Datagram {
    std::uint64_t began = 0;
    std::map<std::uint32_t, std::vector<std::byte>> pieces;  // by offset, without overlap
    std::size_t bytes = 0;
    std::uint32_t end = 0;  // where the last fragment ends; 0: not seen
  };
  void add(Datagram& datagram, std::uint32_t offset, std::span<const std::byte> bytes);
  void drop_oldest();

  std::map<Key, Datagram> waiting_;
  std::deque<std::pair<std::uint64_t, Key>> order_;
  std::uint64_t count_ = 0;
  std::size_t bytes_ = 0;
};

// "Fragment of datagram 0x1c46, bytes 1480 to 2959, TCP": a line for the packet list.
std::string fragment_info(const Packet& packet);

}  // namespace cleartext::packet
