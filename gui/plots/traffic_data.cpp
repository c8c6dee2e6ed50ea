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
std::vector<std::uint32_t> with_lanes(const std::vector<stream::StreamInfo>& all, std::vector<std::uint32_t> streams, std::size_t lanes) {
  if (streams.size() <= lanes) return streams;
  const auto weight = [&](std::uint32_t one) { return all[one].bytes_client + all[one].bytes_server; };
  std::ranges::stable_sort(streams, [&](auto a, auto b) { return weight(a) > weight(b); });
  streams.resize(lanes);
  std::ranges::sort(streams);
  return streams;
}

void open_lanes(const Selection& selection, const std::vector<std::uint32_t>& streams, std::size_t lanes, Traffic& traffic,
                std::unordered_map<std::uint32_t, std::size_t>& places) {
  const auto& recording = selection.recording();
  for (const auto stream : with_lanes(recording.streams(), streams, lanes)) {
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

TrafficCount::TrafficCount(const Selection& selection, const std::vector<std::uint32_t>& streams, Counted counted, int columns,
                           std::size_t lanes)
    : packets_(selection.recording().packets().snapshot()),
      shown_(selection.packets_shown()),
      counted_(counted),
      columns_(static_cast<std::size_t>(std::max(1, columns))),
      lanes_(selection.recording().streams().size(), -1),
      data_(lanes_.size()) {
  std::unordered_map<std::uint32_t, std::size_t> places;
  open_lanes(selection, streams, lanes, empty_, places);
  for (const auto& [stream, place] : places) {
    if (stream >= lanes_.size()) continue;
    lanes_[stream] = static_cast<int>(place);
    data_[stream] = is_data(selection.recording().streams()[stream]);
    if (data_[stream]) empty_.data = 0;
  }
}

template <typename Take>
void TrafficCount::each(Take take) const {
  for (std::uint32_t i = 0; i < shown_; ++i) {
    const auto packet = packets_->glance(i);
    if (packet.stream < lanes_.size() && lanes_[packet.stream] >= 0) take(packet, static_cast<std::size_t>(lanes_[packet.stream]));
  }
}

Traffic TrafficCount::count() const {
  Traffic traffic = empty_;
  TimeAxisMaker maker;
  each([&](const auto& packet, std::size_t) { maker.said_at(packet.time_ns); });
  traffic.axis = maker.axis();
  for (auto& lane : traffic.lanes)
    for (auto& side : lane.columns) side.resize(columns_);
  const double per_second = static_cast<double>(columns_) / traffic.axis.seconds;
  each([&](const auto& packet, std::size_t place) {
    auto& lane = traffic.lanes[place];
    const std::size_t side = packet.from_client ? 0 : 1;
    const auto column = std::min(columns_ - 1, static_cast<std::size_t>(std::max(0.0, traffic.axis.on_axis(packet.time_ns) * per_second)));
    lane.columns[side][column] += counted_ == Counted::bytes ? packet.payload_length : 1;
    lane.bytes[side] += packet.payload_length;
    (data_[packet.stream] ? *traffic.data : traffic.control) += packet.payload_length;
    ++lane.packets[side];
    traffic.most = std::max(traffic.most, lane.columns[side][column]);
  });
  return traffic;
}

Traffic traffic_of(const Selection& selection, const std::vector<std::uint32_t>& streams, Counted counted, int columns, std::size_t lanes) {
  return TrafficCount(selection, streams, counted, columns, lanes).count();
}

QString words_of(const Traffic& traffic) {
  if (!traffic.data) return Words::tr("%1 were said.").arg(bytes_words(traffic.control));
  return Words::tr("Control: %1. Data connections: %2.").arg(bytes_words(traffic.control), bytes_words(*traffic.data));
}

}  // namespace cleartext::gui
