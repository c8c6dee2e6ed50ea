// Of a very long recording only the newest connections are asked whether they are open.
#include "gui/map/map_traffic.h"

#include <algorithm>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr std::uint32_t looked_back = 512;

// A lesson that stepped back sees the connection as it was then.
bool is_open(const stream::StreamInfo& stream, std::uint32_t until) {
  if (until != 0 && stream.last_packet > until) return true;
  return stream.state == stream::StreamState::opening || stream.state == stream::StreamState::open ||
         stream.state == stream::StreamState::closing;
}

bool was_seen(const stream::StreamInfo& stream, std::uint32_t until) {
  return stream.packets > 0 && (until == 0 || stream.first_packet <= until);
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

void TrafficReader::mark_open(std::uint32_t number, std::uint32_t until) {
  const stream::StreamInfo& stream = selection_.recording().streams()[number];
  const wire::Host* client = host_of(stream.client);
  const wire::Host* server = host_of(stream.server);
  if (client == nullptr || server == nullptr || client == server || !was_seen(stream, until) || !is_open(stream, until)) return;
  Link& one = link(client->role, server->role);
  const bool data = stream.control_stream != packet::no_stream || stream.protocol == packet::Protocol::ftp_data;
  one.open = true;
  one.carries_data = one.carries_data || data;
  if (!data || one.newest == packet::no_stream) one.newest = number;
}

const MapTraffic& TrafficReader::read() {
  const analysis::Recording& recording = selection_.recording();
  const std::uint32_t until = selection_.shown_until();
  if (until != until_) clear();
  until_ = until;
  const auto streams = static_cast<std::uint32_t>(recording.streams().size());
  while (streams_seen_ < streams && was_seen(recording.streams()[streams_seen_], until)) notice(recording.streams()[streams_seen_++]);
  for (Link& one : traffic_.links) one = Link{one.client, one.server, false, false, packet::no_stream};
  for (std::uint32_t i = streams > looked_back ? streams - looked_back : 0; i < streams; ++i) mark_open(i, until);
  traffic_.packets = until == 0 ? recording.packets().size() : std::min<std::size_t>(until, recording.packets().size());
  traffic_.secrets = static_cast<std::size_t>(
      std::count_if(recording.credentials().begin(), recording.credentials().end(),
                    [until](const findings::Credential& one) { return until == 0 || one.packet <= until; }));
  return traffic_;
}

}  // namespace cleartext::gui
