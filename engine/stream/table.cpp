// A closed stream stays findable for two minutes of capture time, and as long as few are (a late packet belongs to it, and
// what closed it may have been no party's word); then its node is used again. So memory follows the streams alive at one
// time, not the length of the capture.
#include "engine/stream/table.h"

#include <algorithm>
#include <cstring>
#include <utility>

namespace cleartext::stream {

namespace {

constexpr std::int64_t linger_ns = 120'000'000'000;

// Both halves of a product of 64 bits by 64: every bit of either number reaches every bit of the hash.
std::uint64_t fold(std::uint64_t a, std::uint64_t b) {
  __extension__ using Wide = unsigned __int128;
  const Wide product = static_cast<Wide>(a) * b;
  return static_cast<std::uint64_t>(product) ^ static_cast<std::uint64_t>(product >> 64);
}

std::uint64_t hash(const packet::Endpoint& endpoint) {
  std::uint64_t high = 0, low = 0;
  std::memcpy(&high, endpoint.address.data(), sizeof high);
  std::memcpy(&low, endpoint.address.data() + sizeof high, sizeof low);
  low = (low ^ 0x9e3779b97f4a7c15u) + (std::uint64_t{endpoint.port} << 40);
  return fold(high ^ 0xbf58476d1ce4e5b9u, low);
}

std::uint64_t hash(const packet::Endpoint& a, const packet::Endpoint& b) {  // the same either way round
  return fold(hash(a) + hash(b), 0x94d049bb133111ebu);
}

bool over(const Stream& stream) { return stream.info.state == StreamState::closed || stream.info.state == StreamState::reset; }

}  // namespace

Table::Table(Listener& listener) : listener_(listener), slots_(1024) {}

std::size_t Table::slot_of(std::uint64_t hash, const packet::Endpoint& a, const packet::Endpoint& b) const {
  const std::size_t mask = slots_.size() - 1;
  std::size_t place = hash & mask;
  for (; slots_[place].stream != nullptr; place = (place + 1) & mask) {
    if (slots_[place].hash != hash) continue;
    const StreamInfo& info = slots_[place].stream->info;
    if ((info.client == a && info.server == b) || (info.client == b && info.server == a)) break;
  }
  return place;
}

void Table::grow() {
  const std::vector<Slot> old = std::exchange(slots_, std::vector<Slot>(slots_.size() * 2));
  const std::size_t mask = slots_.size() - 1;
  for (const Slot& each : old) {
    if (each.stream == nullptr) continue;
    std::size_t place = each.hash & mask;
    while (slots_[place].stream != nullptr) place = (place + 1) & mask;
    slots_[place] = each;
  }
}

// Closes the hole by moving back what would no longer be found behind it.
void Table::erase(const Stream& stream) {
  const std::size_t mask = slots_.size() - 1;
  std::size_t hole = slot_of(hash(stream.info.client, stream.info.server), stream.info.client, stream.info.server);
  --used_;
  for (std::size_t next = (hole + 1) & mask; slots_[next].stream != nullptr; next = (next + 1) & mask) {
    const std::size_t home = slots_[next].hash & mask;
    if (((next - home) & mask) < ((next - hole) & mask)) continue;  // it is found before the hole
    slots_[hole] = slots_[next];
    hole = next;
  }
  slots_[hole] = {};
}

Stream& Table::fresh() {
  if (free_.empty()) return nodes_.emplace_back();
  Stream& stream = *free_.back();
  free_.pop_back();
  return stream;
}

Stream& Table::find_or_open(const packet::Packet& packet) {
  if (used_ * 4 >= slots_.size() * 3) grow();
  const std::uint64_t sum = hash(packet.source, packet.destination);
  Slot& slot = slots_[slot_of(sum, packet.source, packet.destination)];
  if (slot.stream != nullptr) {
    if (!slot.stream->is_another(packet)) return *slot.stream;
    finish(*slot.stream);
  } else {
    slot = {sum, &fresh()};
    ++used_;
  }
  Stream& stream = *slot.stream;
  stream.open(count_, packet);
  order_.push_back({&stream, count_++, packet.time_ns});
  listener_.opened(stream);
  return stream;
}

Stream& Table::take(packet::Packet& packet) {
  retire_old(packet.time_ns);
  if (used_ > most_open) make_room(packet.time_ns);
  Stream& stream = find_or_open(packet);
  const bool was_over = over(stream);
  const std::size_t held = stream.held();
  stream.take(packet, listener_);
  hold_within_bounds(stream, held);
  if (packet.payload_length > 0 && stream.companion) begin_within_bounds(stream);
  if (over(stream) && !was_over) retiring_.push_back({&stream, stream.info.number, packet.time_ns});
  return stream;
}

void Table::retire_old(std::int64_t now) {
  while (retiring_.size() > few_closed && now - retiring_.front().time_ns > linger_ns) {
    const Retiring old = retiring_.front();
    retiring_.pop_front();
    Stream& stream = *old.stream;
    if (stream.info.number != old.number || !over(stream) || stream.info.packets == 0) continue;
    if (now - stream.last_time_ns <= linger_ns) {
      retiring_.push_back({old.stream, old.number, stream.last_time_ns});
      continue;
    }
    if (stream.companion && stream.companion->waits()) {  // its packets are few, and bounded elsewhere
      retiring_.push_back({old.stream, old.number, now});
      continue;
    }
    remove(stream);
  }
}

void Table::remove(Stream& stream) {
  erase(stream);
  finish(stream);
  free_.push_back(&stream);
}

// A hostile capture opens streams without end. Those that spoke lately get a second chance.
void Table::make_room(std::int64_t now) {
  constexpr std::int64_t lately_ns = 60'000'000'000;
  for (int chances = 8; used_ > most_open && !order_.empty();) {
    const Retiring oldest = order_.front();
    order_.pop_front();
    Stream& stream = *oldest.stream;
    if (stream.info.packets == 0 || stream.info.number != oldest.number) continue;
    const bool spoke = stream.info.bytes_client + stream.info.bytes_server > 0 && now - stream.last_time_ns < lately_ns;
    if (spoke && chances-- > 0)
      order_.push_back(oldest);
    else
      remove(stream);
  }
  constexpr std::size_t most_remembered = most_open * 2;  // closed ones are still in the row
  while (order_.size() > most_remembered) order_.pop_front();
}

void Table::finish(Stream& stream) {
  held_ -= stream.held();
  count_begun(stream, 0);
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

void Table::count_begun(Stream& stream, std::size_t now) {
  begun_ += now - stream.companion_held;
  stream.companion_held = now;
}

void Table::begin_within_bounds(Stream& stream) {
  count_begun(stream, stream.companion->held());
  if (begun_ <= most_begun || stream.companion_held <= next_to_nothing) return;
  stream.companion->let_go();
  count_begun(stream, stream.companion->held());
}

void Table::finish() {
  std::vector<Stream*> open;
  for (Stream& stream : nodes_)
    if (stream.info.packets > 0) open.push_back(&stream);
  std::sort(open.begin(), open.end(), [](const Stream* a, const Stream* b) { return a->info.number < b->info.number; });
  for (Stream* stream : open) {
    finish(*stream);
  }
  std::fill(slots_.begin(), slots_.end(), Slot{});
  used_ = 0;
  nodes_.clear();
  free_.clear();
  retiring_.clear();
  order_.clear();
}

}  // namespace cleartext::stream
