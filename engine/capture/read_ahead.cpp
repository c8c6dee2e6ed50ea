// A ring of packets between two threads, without a lock: one writes slots and counts them, the other reads them and
// says now and then how far it is.
#include "engine/capture/read_ahead.h"

#include <utility>

namespace cleartext::capture {

namespace {
constexpr std::size_t most_names = 10'000;
}

ReadAhead::ReadAhead(PacketSource& source, Keep keep) : source_(source), keep_(keep), ring_(slots) {}

ReadAhead::~ReadAhead() {
  if (!thread_.joinable()) return;
  over_ = true;
  source_.stop();
  reader_.ring();
  thread_.join();
}

packet::Packet* ReadAhead::next() {
  if (!begun_) {
    begun_ = true;
    thread_ = std::thread([this] { walk(); });
  } else if (!ended_) {
    ++here_;
  }
  if (here_ == known_) {
    tell_taken();
    analyst_.sleep_until([this] { return written_.load() != here_; });
    known_ = written_.load();
  } else if (here_ % told_every == 0) {
    tell_taken();
  }
  Slot& slot = ring_[here_ % slots];
  digits_ = slot.digits;
  if (slot.between) tell(*std::exchange(slot.between, nullptr));
  ended_ = slot.last;
  return ended_ ? nullptr : &slot.packet;
}

void ReadAhead::tell(const Between& between) {
  if (secrets_ && !between.secrets.empty()) secrets_(between.secrets);
  if (!names_) return;
  for (const auto& [host, name] : between.names) names_(host, name);
}

void ReadAhead::tell_taken() {
  taken_.store(here_);
  reader_.ring();
}

// The packet that is being analyzed keeps its slot, and its bytes; and one packet always has room.
bool ReadAhead::has_room(std::uint64_t packets, std::uint64_t bytes) const {
  const std::uint64_t taken = taken_.load();
  return taken == next_ || (next_ - taken + packets <= slots && place_ - let_go_place(taken) < bytes);
}

void ReadAhead::wait_for_room() {
  if (next_ < room_ && place_ < room_place_) return;
  if (!has_room(told_every, most_bytes)) reader_.sleep_until([this] { return over_ || has_room(slots / 2, most_bytes / 2); });
  const std::uint64_t end = let_go_place(taken_.load());
  keep_ == Keep::recent ? source_.let_go(end) : source_.put_away(end);
  progress_.store(source_.progress(), std::memory_order_relaxed);
  room_ = next_ + told_every;
  room_place_ = end + most_bytes;
}

void ReadAhead::walk() {
  std::unique_ptr<Between> between;
  const auto here = [&between]() -> Between& {
    if (!between) between = std::make_unique<Between>();
    return *between;
  };
  source_.tell_secrets([here](std::string_view lines) { (here().secrets += lines) += '\n'; });
  if (names_)
    source_.tell_names([here](const packet::Endpoint& host, std::string_view name) {
      if (here().names.size() < most_names) here().names.emplace_back(host, name);
    });
  for (bool last = false; !last && !over_; ++next_) {
    wait_for_room();
    Slot& slot = ring_[next_ % slots];
    packet::RawPacket raw;
    last = !source_.next(raw);
    slot.last = last;
    if (!last) packet::decode(raw, slot.packet);
    slot.digits = source_.digits();
    slot.end = place_ = source_.place();
    slot.between = std::exchange(between, nullptr);
    if (last) progress_.store(source_.progress(), std::memory_order_relaxed);
    written_.store(next_ + 1);
    analyst_.ring();
  }
}

}  // namespace cleartext::capture
