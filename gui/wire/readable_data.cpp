// A stretch that is not over yet has not been told; what it holds so far is measured here, from the newest packets.
#include "gui/wire/readable_data.h"

#include <QCoreApplication>
#include <algorithm>
#include <unordered_map>
#include <utility>

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Readable)
};

constexpr std::size_t most_measured = 20'000;  // packets looked back at

struct Untold {
  std::uint64_t told = 0;  // bytes of its direction that shares told of
  std::uint64_t seen = 0;
  findings::ShareMeter meter;
};

std::size_t side_index(wire::Side side) { return side == wire::Side::client ? 0 : 1; }

// What streams said since their last share; one that was closed has told its last.
void add_untold(const Selection& selection, const std::vector<std::uint32_t>& streams, std::vector<analysis::StreamShare>& shares) {
  const auto& recording = selection.recording();
  std::unordered_map<std::uint64_t, Untold> untold;
  for (const std::uint32_t number : streams) {
    const stream::StreamInfo& info = recording.streams()[number];
    if (info.state == stream::StreamState::closed) continue;
    for (const std::size_t side : {0U, 1U}) untold[number * 2ULL + side];
  }
  if (untold.empty() || recording.packets().size() > most_measured) return;
  for (const analysis::StreamShare& share : shares)
    if (const auto open = untold.find(share.stream * 2ULL + side_index(share.from)); open != untold.end())
      open->second.told += share.share.bytes;
  for (const packet::Packet& packet : recording.packets()) {
    if (packet.payload_length == 0 || packet.retransmission || packet.stream == packet::no_stream || !selection.shows(packet.number))
      continue;
    const auto open = untold.find(packet.stream * 2ULL + (packet.from_client ? 0 : 1));
    if (open == untold.end() || std::exchange(open->second.seen, open->second.seen + packet.payload_length) < open->second.told) continue;
    if (const auto share = open->second.meter.add(packet.payload(), packet.time_ns))
      shares.push_back({packet.stream, packet.from_client ? wire::Side::client : wire::Side::server, *share});
  }
  for (auto& [key, open] : untold)
    if (const auto share = open.meter.last())
      shares.push_back({static_cast<std::uint32_t>(key / 2), key % 2 == 0 ? wire::Side::client : wire::Side::server, *share});
}

// When the last packet of a stream came, as far as the wire is shown.
std::int64_t end_of(const Selection& selection, std::uint32_t stream) {
  const auto& recording = selection.recording();
  const auto last = recording.packet(std::min(recording.streams()[stream].last_packet, selection.packets_shown()));
  return !last ? 0 : last->time_ns;
}

struct Spoken {
  analysis::StreamShare share;
  std::int64_t end_ns = 0;
};

// Where the same stream goes on earlier than after the longest stretch, this one was over earlier.
std::vector<Spoken> spoken(const Selection& selection, const std::vector<analysis::StreamShare>& shares) {
  std::vector<Spoken> all;
  std::unordered_map<std::uint64_t, std::size_t> before;
  for (const analysis::StreamShare& share : shares) {
    const std::int64_t from = share.share.time_ns;
    const std::uint64_t key = share.stream * 2ULL + side_index(share.from);
    if (const auto known = before.find(key); known != before.end()) {
      Spoken& one = all[known->second];
      one.end_ns = std::min(one.end_ns, std::max(from, one.share.share.time_ns));
    }
    before[key] = all.size();
    all.push_back({share, std::min(from + findings::ShareMeter::bucket_ns, std::max(from, end_of(selection, share.stream)))});
  }
  return all;
}

TimeAxis axis_of(const std::vector<Spoken>& all) {
  std::vector<std::int64_t> times;
  for (const Spoken& one : all) times.insert(times.end(), {one.share.share.time_ns, one.end_ns});
  std::ranges::sort(times);
  TimeAxisMaker maker;
  for (const std::int64_t time_ns : times) maker.said_at(time_ns);
  return maker.axis();
}

void add_to(findings::Share& sum, const findings::Share& share) {
  const double bytes = static_cast<double>(sum.bytes + share.bytes);
  if (bytes > 0) sum.entropy = (sum.entropy * static_cast<double>(sum.bytes) + share.entropy * static_cast<double>(share.bytes)) / bytes;
  sum.bytes += share.bytes;
  sum.readable += share.readable;
}

}  // namespace

findings::Share Readable::whole(std::size_t side) const {
  findings::Share sum;
  for (const Stretch& stretch : sides[side]) add_to(sum, stretch.share);
  return sum;
}

findings::Share Readable::whole() const {
  findings::Share sum = whole(0);
  add_to(sum, whole(1));
  return sum;
}

std::vector<analysis::StreamShare> shares_of(const Selection& selection, const std::vector<std::uint32_t>& streams) {
  const auto& recording = selection.recording();
  const auto last = recording.packet(selection.packets_shown());
  std::vector<analysis::StreamShare> shares;
  if (!last) return shares;
  for (const std::uint32_t stream : streams)
    for (const analysis::StreamShare& share : recording.shares(stream))
      if (share.share.time_ns <= last->time_ns) shares.push_back(share);
  add_untold(selection, streams, shares);
  std::ranges::sort(shares, {}, [](const analysis::StreamShare& share) { return share.share.time_ns; });
  return shares;
}

Readable readable_of(const Selection& selection, const std::vector<std::uint32_t>& streams) {
  const std::vector<Spoken> all = spoken(selection, shares_of(selection, streams));
  Readable made;
  made.axis = axis_of(all);
  for (const Spoken& one : all)
    made.sides[side_index(one.share.from)].push_back(
        {made.axis.on_axis(one.share.share.time_ns), made.axis.on_axis(one.end_ns), one.share.share});
  return made;
}

std::vector<ReadableColumn> columns_of(const std::vector<Stretch>& stretches, double seconds, int count) {
  std::vector<ReadableColumn> columns(static_cast<std::size_t>(std::max(1, count)));
  const double wide = seconds / static_cast<double>(columns.size());
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns[i].from = static_cast<double>(i) * wide;
    columns[i].to = columns[i].from + wide;
  }
  for (const Stretch& stretch : stretches) {
    const auto last = columns.size() - 1;
    const auto first = std::min(last, static_cast<std::size_t>(stretch.from / wide));
    const auto end = std::min(last, static_cast<std::size_t>(std::max(stretch.from, stretch.to - wide / 1000) / wide));
    const double parts = static_cast<double>(end - first + 1);
    for (std::size_t i = first; i <= end; ++i) {
      ReadableColumn& column = columns[i];
      const double bytes = static_cast<double>(stretch.share.bytes) / parts;
      column.entropy = (column.entropy * column.bytes + stretch.share.entropy * bytes) / (column.bytes + bytes);
      column.bytes += bytes;
      column.readable += static_cast<double>(stretch.share.readable) / parts;
    }
  }
  return columns;
}

QString verdict_of(const Readable& readable) {
  const findings::Share whole = readable.whole();
  if (whole.bytes == 0) return Words::tr("Nothing was said yet.");
  const double part = static_cast<double>(whole.readable) / static_cast<double>(whole.bytes);
  if (part >= 0.95) return Words::tr("Cleartext: whoever listens can read it.");
  if (part >= 0.65) return Words::tr("Partly cleartext: some of it can be read, some is encrypted, compressed or binary.");
  return Words::tr("Hardly readable: encrypted or compressed bytes look like this.");
}

}  // namespace cleartext::gui
