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

bool was_seen(const Selection& selection, const stream::StreamInfo& stream) {
  return stream.packets > 0 && selection.shows(stream.first_packet);
}

}  // namespace

const Link* MapTraffic::link(wire::Role client, wire::Role server) const {
  const auto found = std::find_if(links.begin(), links.end(), [&](const Link& one) { return one.client == client && one.server == server; });
  return found == links.end() ? nullptr : &*found;
}

Link& TrafficReader::link(wire::Role client, wire::Role server) {
  if (const Link* known = traffic_.link(client, server)) return const_cast<Link&>(*known);
  Link& fresh = traffic_.links.emplace_back();
  fresh.client = client;
  fresh.server = server;
  return fresh;
}

void TrafficReader::clear() {
  traffic_ = {};
  streams_seen_ = 0;
}

void TrafficReader::notice(const stream::StreamInfo& stream) {
  ++traffic_.connections;
  const wire::Host* client = host_of(stream.client);
  const wire::Host* server = host_of(stream.server);
  for (const wire::Host* host : {client, server}) {
    if (host == nullptr) continue;
    traffic_.you = traffic_.you || host->role == wire::Role::you;
    traffic_.printer = traffic_.printer || host->role == wire::Role::printer;
  }
  if (client != nullptr && server != nullptr && client != server) link(client->role, server->role);
}

void TrafficReader::mark_open(std::uint32_t number) {
  const stream::StreamInfo& stream = selection_.recording().streams()[number];
  const wire::Host* client = host_of(stream.client);
  const wire::Host* server = host_of(stream.server);
  if (client == nullptr || server == nullptr || client == server || !was_seen(selection_, stream) || !is_open(selection_, stream)) return;
  Link& one = link(client->role, server->role);
  const bool data = stream.control_stream != packet::no_stream || stream.protocol == packet::Protocol::ftp_data;
  one.open = true;
  one.carries_data = one.carries_data || data;
  if (!data || one.newest == packet::no_stream) one.newest = number;
}

const MapTraffic& TrafficReader::read() {
  const analysis::Recording& recording = selection_.recording();
  constexpr auto live = std::numeric_limits<std::uint32_t>::max();
  const std::uint32_t last = selection_.shows(live) ? live : selection_.packets_shown();
  if (last != last_shown_) clear();
  last_shown_ = last;
  const auto streams = static_cast<std::uint32_t>(recording.streams().size());
  while (streams_seen_ < streams && was_seen(selection_, recording.streams()[streams_seen_])) notice(recording.streams()[streams_seen_++]);
  for (Link& one : traffic_.links) one = Link{one.client, one.server, false, false, packet::no_stream};
  for (std::uint32_t i = streams > looked_back ? streams - looked_back : 0; i < streams; ++i) mark_open(i);
  traffic_.packets = selection_.packets_shown();
  traffic_.secrets = static_cast<std::size_t>(
      std::count_if(recording.credentials().begin(), recording.credentials().end(),
                    [this](const findings::Credential& one) { return selection_.shows(one.packet) && !one.decrypted; }));
  return traffic_;
}

}  // namespace cleartext::gui
