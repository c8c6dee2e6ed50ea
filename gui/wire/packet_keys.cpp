// A key is 24 bytes, so a million packets are sorted without a million strings: hosts and the first letters of the Info
// column are turned into numbers that compare alike.
#include "gui/wire/packet_keys.h"

#include <algorithm>
#include <array>
#include <map>

#include "engine/filter/words.h"

namespace cleartext::gui {
namespace {

constexpr std::size_t asked_every = 16'384;  // packets

struct Key {
  std::array<std::uint64_t, 2> value{};
  std::uint32_t number = 0;
  auto operator<=>(const Key&) const = default;
};

std::array<std::uint64_t, 2> letters(std::string_view text) {
  std::array<std::uint64_t, 2> value{};
  for (std::size_t i = 0; i < 16; ++i) value[i / 8] = value[i / 8] << 8 | (i < text.size() ? static_cast<unsigned char>(text[i]) : 0u);
  return value;
}

std::array<std::uint64_t, 2> address(const packet::Endpoint& host) {
  std::array<std::uint64_t, 2> value{};
  for (std::size_t i = 0; i < 16; ++i) value[i / 8] = value[i / 8] << 8 | host.address[i];
  if (!host.is_v6) value = {0, value[0] >> 32};
  return value;
}

class Keys {
 public:
  Keys(const PacketOrder& order, const std::map<packet::Endpoint, std::string>& names) : order_(order), names_(names) {}

  std::array<std::uint64_t, 2> of(const packet::Packet& packet, std::int64_t before_ns) const {
    using enum PacketColumn::Name;
    switch (static_cast<PacketColumn::Name>(order_.column)) {
      case number: break;
      case time: return one(static_cast<std::uint64_t>(packet.time_ns));
      case since_before: return one(static_cast<std::uint64_t>(std::max<std::int64_t>(0, packet.time_ns - before_ns)));
      case direction: return one(packet.stream == packet::no_stream ? 2u : packet.from_client ? 0u : 1u);
      case source: return host(packet.source);
      case source_port: return one(packet.source.port);
      case destination: return host(packet.destination);
      case destination_port: return one(packet.destination.port);
      case protocol: return letters(packet::name(packet.protocol));
      case stream: return one(packet.stream);
      case length: return one(packet.length);
      case info: return letters(filter::lower(packet::info(packet)));
      case count: break;
    }
    return one(packet.number);
  }

 private:
  static std::array<std::uint64_t, 2> one(std::uint64_t value) { return {value, 0}; }
  // Names before addresses.
  std::array<std::uint64_t, 2> host(const packet::Endpoint& host) const {
    packet::Endpoint without_port = host;
    without_port.port = 0;
    const auto name = order_.hosts == HostForm::names ? names_.find(without_port) : names_.end();
    if (name != names_.end()) return letters(name->second);
    std::array<std::uint64_t, 2> value = address(host);
    if (order_.hosts == HostForm::names) value[0] |= std::uint64_t{0xff} << 56;
    return value;
  }
  PacketOrder order_;
  const std::map<packet::Endpoint, std::string>& names_;
};

}  // namespace

std::vector<std::uint32_t> put_in_order(const packet::PacketStore& packets, std::vector<std::uint32_t> numbers, const PacketOrder& order,
                                        const std::map<packet::Endpoint, std::string>& names, const std::function<bool()>& abandoned) {
  const Keys keys(order, names);
  std::vector<Key> all;
  all.reserve(numbers.size());
  for (const std::uint32_t number : numbers) {
    if (all.size() % asked_every == 0 && abandoned()) return {};
    const packet::Packet packet = packets[number - 1];
    all.push_back({keys.of(packet, number > 1 ? packets.glance(number - 2).time_ns : packet.time_ns), number});
  }
  std::sort(all.begin(), all.end());
  if (order.order == Qt::DescendingOrder) std::reverse(all.begin(), all.end());
  for (std::size_t i = 0; i < all.size(); ++i) numbers[i] = all[i].number;
  return numbers;
}

}  // namespace cleartext::gui
