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

Traffic traffic_of(const Selection& selection, const std::vector<std::uint32_t>& streams, Counted what, int columns) {
  Traffic traffic;
  std::unordered_map<std::uint32_t, std::size_t> places;
  open_lanes(selection, streams, traffic, places);
  const auto& packets = selection.recording().packets();
  const std::uint32_t count = selection.packets_shown();
  std::int64_t first = 0, last = 0;
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto packet = packets.glance(i);
    if (!places.contains(packet.stream)) continue;
    if (first == 0) first = packet.time_ns;
    last = std::max(last, packet.time_ns);
  }
  traffic.start_ns = first;
  traffic.seconds = std::max(0.001, static_cast<double>(last - first) / 1e9);
  const auto parts = static_cast<std::size_t>(std::max(1, columns));
  for (auto& lane : traffic.lanes)
    for (auto& side : lane.columns) side.resize(parts);
  for (std::uint32_t i = 0; i < count; ++i) {
    const auto packet = packets.glance(i);
    const auto place = places.find(packet.stream);
    if (place == places.end()) continue;
    auto& lane = traffic.lanes[place->second];
    const std::size_t side = packet.from_client ? 0 : 1;
    const double at = static_cast<double>(packet.time_ns - first) / 1e9 / traffic.seconds;
    const auto column = std::min(parts - 1, static_cast<std::size_t>(std::max(0.0, at) * static_cast<double>(parts)));
    const double more = what == Counted::bytes ? packet.payload_length : 1;
    lane.columns[side][column] += more;
    lane.bytes[side] += packet.payload_length;
    ++lane.packets[side];
    traffic.most = std::max(traffic.most, lane.columns[side][column]);
  }
  return traffic;
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
