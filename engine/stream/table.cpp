// A closed stream stays findable for two minutes of capture time (a late packet belongs to it), then its node
// is used again; so memory follows the streams alive at one time, not the length of the capture.
#include "engine/stream/table.h"

#include <algorithm>

namespace cleartext::stream {

namespace {

constexpr std::int64_t linger_ns = 120'000'000'000;

std::uint64_t mix(std::uint64_t value) {  // splitmix64's last steps
  value = (value ^ (value >> 30)) * 0xbf58476d1ce4e5b9u;
  value = (value ^ (value >> 27)) * 0x94d049bb133111ebu;
  return value ^ (value >> 31);
}

std::uint64_t hash(const packet::Endpoint& endpoint) {
  std::uint64_t high = 0, low = 0;
  for (std::size_t i = 0; i < 8; ++i) high = high << 8 | endpoint.address[i];
  for (std::size_t i = 8; i < 16; ++i) low = low << 8 | endpoint.address[i];
  return mix(mix(high + 0x9e3779b97f4a7c15u) ^ low ^ (std::uint64_t{endpoint.port} << 48));
}

bool over(const Stream& stream) {
  return stream.info.state == StreamState::closed || stream.info.state == StreamState::reset;
}

}  // namespace

Table::Table(Listener& listener) : listener_(listener), slots_(1024, none) {}

// The slot of this pair, either way round, or the free slot where it belongs.
std::size_t Table::slot_of(const packet::Endpoint& a, const packet::Endpoint& b) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t slot = static_cast<std::size_t>(mix(hash(a) + hash(b))) & mask;
  for (; slots_[slot] != none; slot = (slot + 1) & mask) {
    const StreamInfo& info = nodes_[slots_[slot]].info;
    if ((info.client == a && info.server == b) || (info.client == b && info.server == a)) break;
  }
  return slot;
}

void Table::grow() {
  std::vector<std::uint32_t> old = std::move(slots_);
  slots_.assign(old.size() * 2, none);
  for (const std::uint32_t node : old)
    if (node != none) slots_[slot_of(nodes_[node].info.client, nodes_[node].info.server)] = node;
}

// Closes the hole by moving back what would no longer be found behind it.
void Table::erase(std::size_t slot) {
  const std::size_t mask = slots_.size() - 1;
  slots_[slot] = none;
  --used_;
  for (std::size_t next = (slot + 1) & mask; slots_[next] != none; next = (next + 1) & mask) {
    const std::uint32_t node = std::exchange(slots_[next], none);
    slots_[slot_of(nodes_[node].info.client, nodes_[node].info.server)] = node;
  }
}

Stream& Table::find_or_open(const packet::Packet& packet) {
  if (used_ * 4 >= slots_.size() * 3) grow();
  const std::size_t slot = slot_of(packet.source, packet.destination);
  std::uint32_t node = slots_[slot];
  if (node != none && !nodes_[node].is_another(packet)) return nodes_[node];
  if (node != none) {
    finish(nodes_[node]);
  } else {
    if (free_.empty()) {
      node = static_cast<std::uint32_t>(nodes_.size());
      nodes_.emplace_back();
    } else {
      node = free_.back();
      free_.pop_back();
    }
    slots_[slot] = node;
    ++used_;
  }
  nodes_[node].open(count_, packet);
  order_.push_back({node, count_++, packet.time_ns});
  listener_.opened(nodes_[node]);
  return nodes_[node];
}

Stream& Table::take(packet::Packet& packet) {
  retire_old(packet.time_ns);
  if (used_ > most_open) make_room(packet.time_ns);
  Stream& stream = find_or_open(packet);
  const bool was_over = over(stream);
  const std::size_t held = stream.held();
  stream.take(packet, listener_);
  hold_within_bounds(stream, held);
  if (over(stream) && !was_over)
    retiring_.push_back(
        {slots_[slot_of(packet.source, packet.destination)], stream.info.number, packet.time_ns});
  return stream;
}

void Table::retire_old(std::int64_t now) {
  while (!retiring_.empty() && now - retiring_.front().time_ns > linger_ns) {
    const Retiring old = retiring_.front();
    retiring_.pop_front();
    Stream& stream = nodes_[old.node];
    if (stream.info.number != old.number || !over(stream) || stream.info.packets == 0) continue;
    if (now - stream.last_time_ns <= linger_ns) {
      retiring_.push_back({old.node, old.number, stream.last_time_ns});
      continue;
    }
    if (stream.companion && stream.companion->waits()) {  // its packets are few, and bounded elsewhere
      retiring_.push_back({old.node, old.number, now});
      continue;
    }
    remove(old.node);
  }
}

void Table::remove(std::uint32_t node) {
  Stream& stream = nodes_[node];
  const std::size_t slot = slot_of(stream.info.client, stream.info.server);
  held_ -= stream.held();
  stream.finish(listener_);
  erase(slot);
  stream.reset();
  free_.push_back(node);
}

// A hostile capture opens streams without end. Those that spoke lately get a second chance.
void Table::make_room(std::int64_t now) {
  constexpr std::int64_t lately_ns = 60'000'000'000;
  for (int chances = 8; used_ > most_open && !order_.empty();) {
    const Retiring oldest = order_.front();
    order_.pop_front();
    const Stream& stream = nodes_[oldest.node];
    if (stream.info.packets == 0 || stream.info.number != oldest.number) continue;
    const bool spoke = stream.info.bytes_client + stream.info.bytes_server > 0 && now - stream.last_time_ns < lately_ns;
    if (spoke && chances-- > 0)
      order_.push_back(oldest);
    else
      remove(oldest.node);
  }
  constexpr std::size_t most_remembered = most_open * 2;  // closed ones are still in the row
  while (order_.size() > most_remembered) order_.pop_front();
}

void Table::finish(Stream& stream) {
  held_ -= stream.held();
  stream.finish(listener_);
  stream.reset();
}

void Table::hold_within_bounds(Stream& stream, std::size_t before) {
  held_ += stream.held() - before;
  while (held_ > most_held && stream.held() > 0) {
    held_ -= stream.held();
    stream.hold_less(listener_);
    held_ += stream.held();
  }
}

void Table::finish() {
  std::vector<Stream*> open;
  for (Stream& stream : nodes_)
    if (stream.info.packets > 0) open.push_back(&stream);
  std::sort(open.begin(), open.end(),
            [](const Stream* a, const Stream* b) { return a->info.number < b->info.number; });
  for (Stream* stream : open) {
    finish(*stream);
  }
  std::fill(slots_.begin(), slots_.end(), none);
  used_ = 0;
  nodes_.clear();
  free_.clear();
  retiring_.clear();
  order_.clear();
}

}  // namespace cleartext::stream
