#include "servers/host/bucket.h"

#include <algorithm>
#include <utility>

namespace cleartext::host {

namespace {

constexpr wire::Milliseconds drop_time{50};
constexpr double drops_a_second = 20;
constexpr std::size_t packet = 1448;  // what an Ethernet packet carries of TCP's bytes

}  // namespace

Bucket::Bucket(wire::Clock& clock, std::uint64_t bytes_a_second)
    : clock_(clock),
      rate_(bytes_a_second),
      most_(std::max(static_cast<double>(packet), static_cast<double>(bytes_a_second) / 10)),
      bytes_(most_) {}

std::size_t Bucket::take(std::size_t wanted) {
  if (open_) return wanted;
  if (bytes_ < static_cast<double>(std::min(wanted, packet))) return 0;
  const auto taken = std::min(wanted, static_cast<std::size_t>(bytes_));
  bytes_ -= static_cast<double>(taken);
  if (!timer_) timer_ = clock_.after(drop_time, [this] { drop(); });
  return taken;
}

void Bucket::tell(std::function<void()> call) { waiting_.push_back(std::move(call)); }

// Who waited first is told first; who gets nothing this time waits again.
void Bucket::drop() {
  const auto timer = std::exchange(timer_, nullptr);
  bytes_ = std::min(most_, bytes_ + static_cast<double>(rate_) / drops_a_second);
  for (const auto& call : std::exchange(waiting_, {})) call();
  if (!timer_ && (bytes_ < most_ || !waiting_.empty())) timer_ = clock_.after(drop_time, [this] { drop(); });
}

void Bucket::open() {
  open_ = true;
  timer_.reset();
  for (const auto& call : std::exchange(waiting_, {})) call();
}

int receive_room(const std::shared_ptr<Line>& line) {
  if (!line || !line->bucket) return 0;
  return static_cast<int>(std::clamp<std::uint64_t>(line->bucket->bytes_a_second() / 4, 4096, 64 * 1024));
}

}  // namespace cleartext::host
