// Of a very long recording only the newest connections are asked whether they are open.
#include "gui/map/map_traffic.h"

#include <algorithm>
#include <limits>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr std::uint32_t looked_back = 512;

// A lesson that stepped back sees the connection as it was then.
bool is_open(const Selection& selection, const stream::StreamInfo& stream) {
  if (!selection.shows(stream.last_packet)) return true;
  return stream.state == stream::StreamState::opening || stream.state == stream::StreamState::open ||
         stream.state == stream::StreamState::closing;
}

// A SYN that nobody has answered: there is no connection yet.
bool is_call(const Selection& selection, const stream::StreamInfo& stream) {
  const bool answered = stream.established_packet != 0 && selection.shows(stream.established_packet);
  return stream.from_start && !answered && is_open(selection, stream);
}

bool was_seen(const Selection& selection, const stream::StreamInfo& stream) {
  return stream.packets > 0 && selection.shows(stream.first_packet);
}

// What is said is more than that something is.
bool says_more(packet::Protocol protocol) { return protocol != packet::Protocol::tcp && protocol != packet::Protocol::unknown; }

bool is_locked(const stream::StreamInfo& stream) {
  return stream.protocol == packet::Protocol::tls || stream.protocol == packet::Protocol::ssh;
}

bool is_data(const stream::StreamInfo& stream) {
  return stream.control_stream != packet::no_stream || stream.protocol == packet::Protocol::ftp_data;
}

}  // namespace

const Link* MapTraffic::link(Machine client, Machine server) const {
  const auto found =
      std::find_if(links.begin(), links.end(), [&](const Link& one) { return one.client == client && one.server == server; });
  return found == links.end() ? nullptr : &*found;
}

Link& TrafficReader::link(const MapCast::Ends& ends) {
  if (const Link* known = traffic_.link(ends.client, ends.server)) return const_cast<Link&>(*known);
  Link& fresh = traffic_.links.emplace_back();
  fresh.client = ends.client;
  fresh.server = ends.server;
  return fresh;
}

std::vector<std::pair<packet::Protocol, std::size_t>> Link::by_number() const {
  std::vector<std::pair<packet::Protocol, std::size_t>> all(spoken.begin(), spoken.end());
  const bool more =
      std::ranges::any_of(all, [](const auto& each) { return says_more(each.first) && each.first != packet::Protocol::ftp_data; });
  if (more) std::erase_if(all, [](const auto& each) { return each.first == packet::Protocol::ftp_data || !says_more(each.first); });
  std::ranges::stable_sort(all, std::greater<>(), &std::pair<packet::Protocol, std::size_t>::second);
  return all;
}

void TrafficReader::clear() {
  traffic_ = {};
  unsettled_.clear();
  streams_seen_ = 0;
}

void TrafficReader::notice(const stream::StreamInfo& stream) {
  ++traffic_.connections;
  for (const packet::Endpoint* end : {&stream.client, &stream.server}) {
    const wire::Host* host = host_of(*end);
    if (host == nullptr) continue;
    traffic_.you = traffic_.you || host->role == wire::Role::you;
    traffic_.printer = traffic_.printer || host->role == wire::Role::printer;
  }
  const auto ends = cast_.ends(stream.client, stream.server);
  if (!ends) return;
  Link& one = link(*ends);
  ++one.connections;
  if (one.first == packet::no_stream) one.first = stream.number;
  ++one.spoken[is_data(stream) ? packet::Protocol::ftp_data : stream.protocol];
  if (!is_data(stream) && !says_more(stream.protocol))
    unsettled_.push_back({stream.number, static_cast<std::size_t>(&one - traffic_.links.data()), stream.protocol});
}

void TrafficReader::settle() {
  std::erase_if(unsettled_, [this](const Unsettled& each) {
    const stream::StreamInfo& stream = selection_.recording().streams()[each.stream];
    if (stream.protocol == each.counted) return !is_open(selection_, stream);
    auto& spoken = traffic_.links[each.link].spoken;
    if (--spoken[each.counted] == 0) spoken.erase(each.counted);
    ++spoken[is_data(stream) ? packet::Protocol::ftp_data : stream.protocol];
    return true;
  });
}

// By the newest packet that is shown: nobody says on the wire that he stops calling.
bool TrafficReader::is_given_up(const stream::StreamInfo& call) const {
  const std::uint32_t shown = selection_.packets_shown(), last = std::min(call.last_packet, shown);
  if (quiet_ || last == 0) return quiet_;
  const auto& packets = selection_.recording().packets();
  constexpr std::int64_t nanoseconds = 1'000'000;
  return packets.glance(shown - 1).time_ns - packets.glance(last - 1).time_ns > call_milliseconds * nanoseconds;
}

void TrafficReader::mark_open(std::uint32_t number) {
  const stream::StreamInfo& stream = selection_.recording().streams()[number];
  const auto ends = cast_.ends(stream.client, stream.server);
  if (!ends || !was_seen(selection_, stream)) return;
  Link& one = link(*ends);
  const bool call = is_call(selection_, stream);
  one.called = call && !is_given_up(stream);
  if (call || !is_open(selection_, stream)) return;
  const bool data = is_data(stream);
  one.open = true;
  one.carries_data = one.carries_data || data;
  if (!data || one.newest == packet::no_stream) {
    one.newest = number;
    one.locked = is_locked(stream);
  }
}

void TrafficReader::notice_asides() {
  for (const Aside& aside : cast_.asides())
    if (const auto ends = cast_.ends(aside.client, aside.server); ends && traffic_.link(ends->client, ends->server) == nullptr)
      link(*ends).spoken[aside.protocol] = 1;
}

const MapTraffic& TrafficReader::read() {
  const analysis::Recording& recording = selection_.recording();
  constexpr auto live = std::numeric_limits<std::uint32_t>::max();
  const std::uint32_t last = selection_.shows(live) ? live : selection_.packets_shown();
  if (last != last_shown_) clear();
  last_shown_ = last;
  const auto streams = static_cast<std::uint32_t>(recording.streams().size());
  while (streams_seen_ < streams && was_seen(selection_, recording.streams()[streams_seen_])) notice(recording.streams()[streams_seen_++]);
  settle();
  notice_asides();
  for (Link& one : traffic_.links) {
    one.open = one.called = one.carries_data = false;
    one.locked = std::ranges::all_of(
        one.spoken, [](const auto& each) { return each.first == packet::Protocol::tls || each.first == packet::Protocol::ssh; });
    one.newest = packet::no_stream;
  }
  for (std::uint32_t i = streams > looked_back ? streams - looked_back : 0; i < streams; ++i) mark_open(i);
  traffic_.packets = selection_.packets_shown();
  traffic_.passwords = traffic_.digests = 0;
  for (const auto& one : recording.credentials()) {
    if (!selection_.shows(one.packet) || one.decrypted) continue;
    traffic_.passwords += one.secret.empty() ? 0 : 1;
    traffic_.digests += one.secret.empty() && !one.response.empty() ? 1 : 0;
  }
  return traffic_;
}

}  // namespace cleartext::gui
