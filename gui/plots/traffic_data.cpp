#include "gui/plots/traffic_data.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <unordered_map>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Traffic)
};

bool is_data(const stream::StreamInfo& stream) {
  return stream.control_stream != packet::no_stream || stream.protocol == packet::Protocol::ftp_data;
}

QString bytes_words(std::uint64_t bytes) { return counted(static_cast<std::size_t>(bytes), Words::tr("1 byte"), Words::tr("%1 bytes")); }

// Those with most bytes have a lane of their own.
std::vector<std::uint32_t> with_lanes(const std::vector<stream::StreamInfo>& all, std::vector<std::uint32_t> streams) {
  if (streams.size() <= most_lanes) return streams;
  const auto weight = [&](std::uint32_t one) { return all[one].bytes_client + all[one].bytes_server; };
  std::ranges::stable_sort(streams, [&](auto a, auto b) { return weight(a) > weight(b); });
  streams.resize(most_lanes);
  std::ranges::sort(streams);
  return streams;
}

void open_lanes(const Selection& selection, const std::vector<std::uint32_t>& streams, Traffic& traffic,
                std::unordered_map<std::uint32_t, std::size_t>& places) {
  const auto& recording = selection.recording();
  for (const auto stream : with_lanes(recording.streams(), streams)) {
    places[stream] = traffic.lanes.size();
    const auto& info = recording.streams()[stream];
    traffic.lanes.push_back({parties_of(recording, info), {stream}, is_data(info), {}, {}, {}});
  }
  if (streams.size() == traffic.lanes.size()) return;
  TrafficLane rest;
  for (const auto stream : streams)
    if (places.try_emplace(stream, traffic.lanes.size()).second) rest.streams.push_back(stream);
  rest.words = counted(rest.streams.size(), Words::tr("1 more conversation"), Words::tr("%1 more conversations"));
  traffic.lanes.push_back(std::move(rest));
}

}  // namespace

double Traffic::on_axis(std::int64_t time_ns) const {
  double seconds = static_cast<double>(time_ns - start_ns) / 1e9;
  for (const Silence& silence : silences) {
    if (time_ns <= silence.begin_ns) break;
    const double gone = static_cast<double>(std::min(time_ns - silence.begin_ns, silence.length_ns)) / 1e9;
    seconds -= gone - fold * gone / (static_cast<double>(silence.length_ns) / 1e9);
  }
  return seconds;
}

std::int64_t Traffic::time_at(double seconds) const {
  double left_out = 0;
  for (const Silence& silence : silences) {
    if (seconds <= silence.at) break;
    if (seconds < silence.at + fold) return silence.begin_ns + silence.length_ns;
    left_out += static_cast<double>(silence.length_ns) / 1e9 - fold;
  }
  return start_ns + static_cast<std::int64_t>((seconds + left_out) * 1e9);
}

namespace {

constexpr std::int64_t long_ns = 1'000'000'000;
constexpr std::size_t most_silences = 12;
constexpr double folded_part = 0.04;  // of the axis, for each

// Only where nearly all of the time nobody spoke.
void leave_out(Traffic& traffic, std::vector<Silence> silences) {
  double silent = 0;
  for (const Silence& one : silences) silent += static_cast<double>(one.length_ns) / 1e9;
  if (silences.empty() || silences.size() > most_silences || silent < traffic.seconds * 2 / 3) return;
  const double spoken = std::max(0.001, traffic.seconds - silent);
  traffic.fold = spoken * folded_part / (1 - folded_part * static_cast<double>(silences.size()));
  traffic.silences = std::move(silences);
  for (Silence& one : traffic.silences) one.at = traffic.on_axis(one.begin_ns);
  traffic.seconds = spoken + traffic.fold * static_cast<double>(traffic.silences.size());
}

}  // namespace

TrafficCount::TrafficCount(const Selection& selection, const std::vector<std::uint32_t>& streams, Counted counted, int columns)
    : packets_(selection.recording().packets().snapshot()),
      shown_(selection.packets_shown()),
      counted_(counted),
      columns_(static_cast<std::size_t>(std::max(1, columns))),
      lanes_(selection.recording().streams().size(), -1) {
  std::unordered_map<std::uint32_t, std::size_t> places;
  open_lanes(selection, streams, empty_, places);
  for (const auto& [stream, place] : places)
    if (stream < lanes_.size()) lanes_[stream] = static_cast<int>(place);
}

template <typename Take>
void TrafficCount::each(Take take) const {
  for (std::uint32_t i = 0; i < shown_; ++i) {
    const auto packet = packets_->glance(i);
    if (packet.stream < lanes_.size() && lanes_[packet.stream] >= 0) take(packet, static_cast<std::size_t>(lanes_[packet.stream]));
  }
}

void TrafficCount::measure(Traffic& traffic) const {
  std::int64_t first = 0, last = 0;
  std::vector<Silence> silences;
  each([&](const auto& packet, std::size_t) {
    if (first == 0) first = last = packet.time_ns;
    if (packet.time_ns - last > long_ns && silences.size() <= most_silences) silences.push_back({last, packet.time_ns - last, 0});
    last = std::max(last, packet.time_ns);
  });
  traffic.start_ns = first;
  traffic.seconds = std::max(0.001, static_cast<double>(last - first) / 1e9);
  leave_out(traffic, std::move(silences));
}

Traffic TrafficCount::count() const {
  Traffic traffic = empty_;
  measure(traffic);
  for (auto& lane : traffic.lanes)
    for (auto& side : lane.columns) side.resize(columns_);
  const double per_second = static_cast<double>(columns_) / traffic.seconds;
  each([&](const auto& packet, std::size_t place) {
    auto& lane = traffic.lanes[place];
    const std::size_t side = packet.from_client ? 0 : 1;
    const auto column = std::min(columns_ - 1, static_cast<std::size_t>(std::max(0.0, traffic.on_axis(packet.time_ns) * per_second)));
    lane.columns[side][column] += counted_ == Counted::bytes ? packet.payload_length : 1;
    lane.bytes[side] += packet.payload_length;
    ++lane.packets[side];
    traffic.most = std::max(traffic.most, lane.columns[side][column]);
  });
  return traffic;
}

Traffic traffic_of(const Selection& selection, const std::vector<std::uint32_t>& streams, Counted counted, int columns) {
  return TrafficCount(selection, streams, counted, columns).count();
}

QString words_of(const Traffic& traffic) {
  std::uint64_t control = 0, data = 0;
  bool has_data = false;
  for (const auto& lane : traffic.lanes) {
    (lane.is_data ? data : control) += lane.all_bytes();
    has_data = has_data || lane.is_data;
  }
  if (!has_data) return Words::tr("%1 were said.").arg(bytes_words(control));
  return Words::tr("Control: %1. Data connections: %2.").arg(bytes_words(control), bytes_words(data));
}

}  // namespace cleartext::gui
