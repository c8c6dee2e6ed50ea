// Two clocks see each packet: the capture's, and TCP's own in its time stamps (RFC 7323), which the kernel counts in
// milliseconds from a secret start. They run alike, but for a machine that slept: then the capture's is ahead, and
// nothing was captured meanwhile. Steps that all later packets share are taken out before.
#include <algorithm>
#include <array>
#include <cmath>
#include <cstdlib>
#include <map>
#include <set>

#include "engine/grading/capture_clock.h"
#include "engine/grading/found.h"
#include "engine/grading/frame.h"

namespace cleartext::grading {
namespace {

constexpr std::int64_t backwards_ns = 50'000'000;  // packets may stand in another order than they came
constexpr std::int64_t apart_ms = 300;             // two clocks, one of them read later
constexpr std::int64_t largest_silence_ms = 2'000'000'000;

std::int64_t milliseconds(std::int64_t nanoseconds) { return nanoseconds / 1'000'000; }

void look_at_order(const analysis::Recording& recording, const CaptureClock& clock, Found& found) {
  std::int64_t latest = 0;
  for (const auto& packet : recording.packets()) {
    const auto time_ns = clock.time_ns(packet);
    if (time_ns + backwards_ns < latest) {
      found.add("time", packet.number, "Packet {} was captured {:.3f} seconds before the one ahead of it.",
                "Paket {} wurde {:.3f} Sekunden vor dem aufgezeichnet, das vor ihm steht.", packet.number,
                static_cast<double>(latest - time_ns) / 1e9);
      latest = time_ns;
    }
    latest = std::max(latest, time_ns);
  }
}

// How long nothing at all was captured, up to each packet: what a sleeping machine explains.
class Silences {
 public:
  Silences(const analysis::Recording& recording, const CaptureClock& clock) {
    std::int64_t before = 0, sum = 0;
    for (const auto& packet : recording.packets()) {
      const auto time_ns = clock.time_ns(packet);
      if (before != 0) sum += std::max<std::int64_t>(0, milliseconds(time_ns - before) - shortest_sleep_ms);
      before = time_ns;
      sums_.push_back(sum);
    }
  }
  std::int64_t between(std::uint32_t earlier, std::uint32_t later) const { return std::abs(sums_[later - 1] - sums_[earlier - 1]); }

 private:
  static constexpr std::int64_t shortest_sleep_ms = 500;
  std::vector<std::int64_t> sums_;
};

struct Clock {  // of one side of one connection
  std::uint32_t first_packet = 0, first_value = 0, last_value = 0;
  std::int64_t first_ms = 0;
  std::set<std::uint32_t> values;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> echoes;  // packet, what it says that the other side said
  bool told = false;
};

class Clocks {
 public:
  Clocks(const analysis::Recording& recording, const CaptureClock& capture, Found& found)
      : capture_(capture), silences_(recording, capture), found_(found) {
    for (const auto& packet : recording.packets()) take(packet);
    for (const auto& [stream, sides] : clocks_) {
      for (std::size_t side = 0; side < 2; ++side) judge_echoes(sides[side], sides[1 - side]);
    }
  }

 private:
  void take(const packet::Packet& packet) {
    const auto stamps = time_stamps(packet);
    if (!stamps || packet.stream == packet::no_stream) return;
    auto& clock = clocks_[packet.stream][packet.from_client ? 0 : 1];
    if (stamps->echo != 0 && (packet.flags & packet::ack) != 0) clock.echoes.emplace_back(packet.number, stamps->echo);
    clock.values.insert(stamps->value);
    if (clock.first_packet == 0) {
      clock.first_packet = packet.number;
      clock.first_value = clock.last_value = stamps->value;
      clock.first_ms = milliseconds(capture_.time_ns(packet));
      return;
    }
    judge(packet, stamps->value, clock);
    clock.last_value = stamps->value;
  }

  void judge(const packet::Packet& packet, std::uint32_t value, Clock& clock) {
    if (clock.told) return;
    const auto step = static_cast<std::int32_t>(value - clock.last_value);
    const auto ticked = std::int64_t{static_cast<std::int32_t>(value - clock.first_value)};
    const auto passed = milliseconds(capture_.time_ns(packet)) - clock.first_ms;
    const auto ahead = passed - ticked;  // the capture's clock before TCP's
    const auto room = apart_ms + std::abs(passed) / 200;
    const auto slept = std::min(largest_silence_ms, silences_.between(clock.first_packet, packet.number));
    if (step < -room) {
      return tell(packet, clock, -step, "TCP's own clock runs backwards in packet {}, by {:.1f} seconds.",
                  "TCPs eigene Uhr läuft in Paket {} rückwärts, um {:.1f} Sekunden.");
    }
    if (ahead < -room) {
      return tell(packet, clock, -ahead, "TCP's own clock says in packet {} that {:.1f} seconds more have passed than the capture says.",
                  "TCPs eigene Uhr sagt in Paket {}, dass {:.1f} Sekunden mehr vergangen sind, als die Aufzeichnung sagt.");
    }
    if (ahead > room + slept) {
      return tell(packet, clock, ahead, "TCP's own clock says in packet {} that {:.1f} seconds less have passed than the capture says.",
                  "TCPs eigene Uhr sagt in Paket {}, dass {:.1f} Sekunden weniger vergangen sind, als die Aufzeichnung sagt.");
    }
  }

  void tell(const packet::Packet& packet, Clock& clock, std::int64_t ms, const char* english, const char* german) {
    clock.told = true;
    found_.add("tcp-clock", packet.number, english, german, packet.number, static_cast<double>(ms) / 1e3);
  }

  void judge_echoes(const Clock& clock, const Clock& other) {
    if (other.values.empty()) return;
    for (const auto& [packet, echo] : clock.echoes) {
      if (other.values.contains(echo)) continue;
      found_.add("echo", packet, "Packet {} gives back a time stamp that the other side never sent.",
                 "Paket {} gibt einen Zeitstempel zurück, den die andere Seite nie schickte.", packet);
      return;
    }
  }

  const CaptureClock& capture_;
  Silences silences_;
  Found& found_;
  std::map<std::uint32_t, std::array<Clock, 2>> clocks_;
};

// The kernel starts the time stamps between two addresses at a secret number of that boot. A capture whose connections
// follow one start, and then another that no sleep explains, was put together from two. Kernels that choose a start for
// each connection say nothing here.
struct Start {
  std::uint32_t packet = 0;
  std::int64_t offset = 0;  // milliseconds between the clocks, modulo 2^32
};

std::int64_t wrapped(std::int64_t difference) { return static_cast<std::int32_t>(static_cast<std::uint32_t>(difference & 0xffffffff)); }

bool is_explained(std::int64_t difference) {
  constexpr std::int64_t hour = 3'600'000;
  return difference > -2 * hour && difference < 72 * hour;
}

constexpr std::int64_t same_start = 1'000;  // milliseconds

void look_at_starts(const std::vector<Start>& starts, Found& found) {
  std::vector<std::size_t> run_lengths{1};
  std::uint32_t change = 0;
  bool steady = true;  // where each connection has a start of its own, two that are hours apart are near each other by chance
  for (std::size_t i = 1; i < starts.size(); ++i) {
    const std::int64_t difference = wrapped(starts[i].offset - starts[i - 1].offset);
    if (is_explained(difference)) {
      ++run_lengths.back();
      steady = steady && std::abs(difference) < same_start;
    } else {
      run_lengths.push_back(1);
      change = change == 0 ? starts[i].packet : change;
    }
  }
  const bool two_boots = steady && run_lengths.size() == 2 && run_lengths[0] > 1 && run_lengths[1] > 1;
  if (two_boots) {
    found.add("tcp-clock", change, "From packet {} on TCP's clock between the same two machines has another start: parts of two captures.",
              "Ab Paket {} hat TCPs Uhr zwischen denselben zwei Rechnern einen anderen Anfang: Teile zweier Aufzeichnungen.", change);
  }
}

void look_at_boots(const analysis::Recording& recording, const CaptureClock& clock, Found& found) {
  std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<Start>> starts;
  for (const auto& packet : recording.packets()) {
    if ((packet.flags & packet::syn) == 0 || (packet.flags & packet::ack) != 0) continue;
    const auto stamps = time_stamps(packet);
    if (!stamps) continue;
    starts[{lab_address(packet.source), lab_address(packet.destination)}].push_back(
        {packet.number, milliseconds(clock.time_ns(packet)) - std::int64_t{stamps->value}});
  }
  for (const auto& [pair, list] : starts) look_at_starts(list, found);
}

}  // namespace

void in_times(const Opened& opened, const CaptureClock& clock, Found& found) {
  look_at_order(*opened.recording, clock, found);
  [[maybe_unused]] const Clocks clocks(*opened.recording, clock, found);  // judges as it reads
  look_at_boots(*opened.recording, clock, found);
}

}  // namespace cleartext::grading
