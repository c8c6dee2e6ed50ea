#include "engine/grading/capture_clock.h"

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>

#include "engine/grading/found.h"
#include "engine/grading/frame.h"

namespace cleartext::grading {
namespace {

constexpr std::int64_t ns_a_ms = 1'000'000;
constexpr std::int64_t out_of_order_ms = 50;  // packets may stand in another order than they came

// Between two packets that show the same clock of TCP: by how much the capture's clock was ahead of it then.
struct Span {
  std::size_t after = 0, to = 0;  // packets, from 0: a step lies before one of those behind the first
  std::int64_t ahead_ms = 0, ticked_ms = 0;
};

bool agrees(const Span& span, std::int64_t step_ms) {
  const auto room = std::min<std::int64_t>(std::abs(step_ms) / 4, 250) + std::abs(span.ticked_ms) / 2000;
  return std::abs(span.ahead_ms - step_ms) <= room;
}

// Each side of each connection has a clock; and most kernels start those between the same two addresses alike. Where they do not,
// they start anywhere in 49 days, and it is seen.
class Spans {
 public:
  explicit Spans(const analysis::Recording& recording) {
    for (std::size_t i = 0; i < recording.packets().size(); ++i) take(recording.packets()[i], i);
    if (starts_are_alike_) all.insert(all.end(), of_pairs_.begin(), of_pairs_.end());
  }
  std::vector<Span> all;

 private:
  struct Seen {
    std::size_t at = 0;
    std::int64_t time_ms = 0;
    std::uint32_t value = 0, stream = 0;
  };
  void take(const packet::Packet& packet, std::size_t at) {
    constexpr std::int64_t three_days_ms = 72 * 3'600'000;
    const auto stamps = time_stamps(packet);
    if (!stamps || packet.stream == packet::no_stream) return;
    const Seen now{at, packet.time_ns / ns_a_ms, stamps->value, packet.stream};
    const auto until_now = [&](const Seen& before) {
      const auto ticked = std::int64_t{static_cast<std::int32_t>(now.value - before.value)};
      return Span{before.at, at, now.time_ms - before.time_ms - ticked, ticked};
    };
    const auto [side, side_is_new] = sides_.try_emplace({packet.stream, packet.from_client}, now);
    if (!side_is_new) all.push_back(until_now(side->second));
    const auto [pair, pair_is_new] = pairs_.try_emplace({lab_address(packet.source), lab_address(packet.destination)}, now);
    if (!pair_is_new && pair->second.stream != packet.stream) {
      of_pairs_.push_back(until_now(pair->second));
      starts_are_alike_ = starts_are_alike_ && std::abs(of_pairs_.back().ahead_ms) < three_days_ms;
    }
    side->second = pair->second = now;
  }
  std::vector<Span> of_pairs_;
  bool starts_are_alike_ = true;
  std::map<std::pair<std::uint32_t, bool>, Seen> sides_;
  std::map<std::pair<std::uint32_t, std::uint32_t>, Seen> pairs_;
};

// What all spans say of a step, before each packet.
class Votes {
 public:
  Votes(const std::vector<Span>& spans, std::int64_t step_ms, std::size_t packets) : for_(packets + 1), against_(packets + 1) {
    for (const auto& span : spans) {
      auto& votes = agrees(span, step_ms) ? for_ : against_;
      ++votes[span.after + 1];
      --votes[span.to + 1];
      if (agrees(span, -step_ms)) last_return_ = std::max(last_return_, span.to);
    }
    for (std::size_t i = 1; i < for_.size(); ++i) for_[i] += for_[i - 1], against_[i] += against_[i - 1];
  }
  // One packet that was moved comes back at once; a clock that was set back shows in both sides of a connection.
  bool is_step(std::size_t at, bool is_back) const { return against_[at] == 0 && for_[at] >= (is_back ? 2 : 1) && last_return_ <= at; }

 private:
  std::vector<int> for_, against_;
  std::size_t last_return_ = 0;
};

class Finder {
 public:
  explicit Finder(const analysis::Recording& recording) : spans_(Spans(recording).all) {
    for (const auto& packet : recording.packets()) times_ms_.push_back(packet.time_ns / ns_a_ms);
  }
  struct Step {
    std::size_t at = 0;
    std::int64_t ms = 0;
  };
  std::vector<Step> find() {
    constexpr std::size_t most = 8;
    std::vector<Step> steps;
    while (steps.size() < most) {
      const auto step = largest();
      if (!step) break;
      steps.push_back(*step);
      take_out(*step);
    }
    if (const auto step = between_connections()) steps.push_back(*step);
    return steps;
  }

 private:
  // While nobody is connected, no clock of TCP tells. A clock that is set is set by little; an older capture lies further back.
  std::optional<Step> between_connections() const {
    constexpr std::int64_t most_ms = 3000;
    for (std::size_t at = 1; at < times_ms_.size() && !set_back_; ++at) {
      const auto back = times_ms_[at - 1] - times_ms_[at];
      if (back <= out_of_order_ms) continue;
      const bool is_inside = std::ranges::any_of(spans_, [&](const Span& span) { return span.after < at && at <= span.to; });
      return back > most_ms || is_inside ? std::nullopt : std::optional(Step{at, -back});
    }
    return std::nullopt;
  }
  std::optional<Step> largest() {
    constexpr std::size_t most_tried = 40;
    constexpr std::int64_t least_ahead_ms = 200, least_back_ms = 40;
    std::vector<Span> candidates;
    for (const auto& span : spans_) {
      if (span.ahead_ms > least_ahead_ms || (span.ahead_ms < -least_back_ms && !set_back_)) candidates.push_back(span);
    }
    std::ranges::stable_sort(candidates, std::greater{}, [](const Span& span) { return std::abs(span.ahead_ms); });
    candidates.resize(std::min(candidates.size(), most_tried));
    for (const auto& span : candidates) {
      if (const auto step = place_in(span)) return step;
    }
    return std::nullopt;
  }
  // Where the time between two packets fits best: nothing was captured while the clock was ahead.
  std::optional<Step> place_in(const Span& span) const {
    const auto ms = span.ahead_ms;
    const Votes votes(spans_, ms, times_ms_.size());
    std::optional<Step> best;
    std::int64_t best_pause = 0;
    for (auto at = span.after + 1; at <= span.to; ++at) {
      const auto pause = times_ms_[at] - times_ms_[at - 1];
      if (pause < ms - out_of_order_ms || !votes.is_step(at, ms < 0)) continue;
      const bool is_better = !best || (ms < 0 ? pause < best_pause : pause > best_pause);
      if (is_better) best = {at, ms}, best_pause = pause;
    }
    return best;
  }
  void take_out(const Step& step) {
    set_back_ = set_back_ || step.ms < 0;
    for (auto at = step.at; at < times_ms_.size(); ++at) times_ms_[at] -= step.ms;
    for (auto& span : spans_) {
      if (span.after < step.at && step.at <= span.to) span.ahead_ms -= step.ms;
    }
  }
  std::vector<Span> spans_;
  std::vector<std::int64_t> times_ms_;
  bool set_back_ = false;
};

}  // namespace

CaptureClock::CaptureClock(const analysis::Recording& recording) {
  for (const auto& step : Finder(recording).find()) steps_.push_back({recording.packets()[step.at].number, step.ms * ns_a_ms});
  std::ranges::sort(steps_, {}, &Step::packet);
}

std::int64_t CaptureClock::time_ns(std::uint32_t packet, std::int64_t captured_ns) const {
  for (const auto& step : steps_) {
    if (packet >= step.packet) captured_ns -= step.ns;
  }
  return captured_ns;
}

std::vector<std::string> remarks_on(const CaptureClock& clock, const std::string& language) {
  std::vector<std::string> remarks;
  for (const auto& step : clock.steps()) {
    const auto seconds = static_cast<double>(std::abs(step.ns)) / 1e9;
    remarks.push_back(
        step.ns > 0 ? told(language, "Before packet {} the machine slept, or its clock was set ahead by {:.1f} seconds.",
                           "Vor Paket {} schlief der Rechner, oder seine Uhr wurde um {:.1f} Sekunden vorgestellt.", step.packet, seconds)
                    : told(language, "Before packet {} the machine's clock was set back by {:.1f} seconds.",
                           "Vor Paket {} wurde die Uhr des Rechners um {:.1f} Sekunden zurückgestellt.", step.packet, seconds));
  }
  return remarks;
}

}  // namespace cleartext::grading
