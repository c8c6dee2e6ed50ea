// Counting and seating. Of a capture with very many connections the first ones decide.
#include "gui/map/map_cast.h"

#include <algorithm>

#include "gui/map/guest_words.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr std::size_t most_streams = 100'000, most_packets = 20'000, most_asides = 200;
constexpr std::uint64_t weight_of_packet = 40;

packet::Endpoint without_port(packet::Endpoint endpoint) {
  endpoint.port = 0;
  return endpoint;
}

bool touches_lab(const stream::StreamInfo& stream) {
  for (const packet::Endpoint* end : {&stream.client, &stream.server})
    if (const wire::Host* host = host_of(*end); host != nullptr && host->role != wire::Role::you) return true;
  return false;
}

// Without a connection the one who is asked has the smaller port.
bool is_answer(const packet::Packet& packet) { return packet.source.port != 0 && packet.source.port < packet.destination.port; }

}  // namespace

MapCast::MapCast(const analysis::Recording& recording, Origin origin, const GuestRows& rows) {
  const auto& streams = recording.streams();
  const auto last = streams.begin() + static_cast<std::ptrdiff_t>(std::min(streams.size(), most_streams));
  foreign_ = origin == Origin::elsewhere && std::none_of(streams.begin(), last, touches_lab);
  if (!foreign_) return;
  count(recording);
  count_asides(recording);
  choose_columns();
  seat(recording, rows);
}

MapCast::Keys MapCast::keys_of(const packet::Endpoint& client, const packet::Endpoint& server) {
  Keys keys{without_port(client), without_port(server)};
  if (keys[0] == keys[1]) keys[1].port = 1;
  return keys;
}

void MapCast::count(const Keys& keys, std::uint64_t weight, std::optional<GuestKind> served) {
  for (std::size_t side = 0; side < 2; ++side) {
    const auto [place, is_new] = places_.try_emplace(keys[side], static_cast<std::uint32_t>(hosts_.size()));
    if (is_new) hosts_.push_back({keys[side]});
    Host& host = hosts_[place->second];
    host.weight += weight;
    if (!served) continue;
    ++(side == 0 ? host.asked : host.served);
    if (side == 1) ++host.kinds[static_cast<std::size_t>(*served)];
  }
}

// FTP's data connections may be opened by either side, so they say nothing about who serves.
void MapCast::count(const analysis::Recording& recording) {
  const auto& streams = recording.streams();
  for (std::size_t i = 0; i < std::min(streams.size(), most_streams); ++i) {
    const stream::StreamInfo& one = streams[i];
    if (one.packets == 0) continue;
    const bool data = one.control_stream != packet::no_stream || one.protocol == packet::Protocol::ftp_data;
    count(keys_of(one.client, one.server), one.bytes_client + one.bytes_server + one.packets * weight_of_packet,
          data ? std::nullopt : std::optional(served_in(one)));
  }
}

void MapCast::count_asides(const analysis::Recording& recording) {
  const auto& packets = recording.packets();
  for (std::size_t i = 0; i < std::min(packets.size(), most_packets); ++i) {
    const packet::Packet& one = packets[i];
    if (one.stream != packet::no_stream || one.transport_offset == 0) continue;
    const bool answer = is_answer(one);
    const packet::Endpoint client = without_port(answer ? one.destination : one.source),
                           server = without_port(answer ? one.source : one.destination);
    const GuestKind kind = one.protocol == packet::Protocol::dns ? GuestKind::names : GuestKind::other;
    count(keys_of(client, server), weight_of_packet, kind == GuestKind::names ? std::optional(kind) : std::nullopt);
    const auto known =
        std::find_if(asides_.begin(), asides_.end(), [&](const Aside& each) { return each.client == client && each.server == server; });
    if (known != asides_.end())
      ++known->packets;
    else if (asides_.size() < most_asides)
      asides_.push_back({client, server, one.protocol, 1});
  }
}

// Nobody stands alone: where one side is empty, who is both goes there.
void MapCast::choose_columns() {
  std::array<std::size_t, 3> many{};
  for (Host& host : hosts_) {
    host.column = host.served == 0 ? GuestColumn::left : host.asked == 0 ? GuestColumn::right : GuestColumn::middle;
    ++many[static_cast<std::size_t>(host.column)];
  }
  const auto move = [&](GuestColumn to, auto less) {
    if (many[static_cast<std::size_t>(to)] > 0 || hosts_.size() < 2) return;
    const auto best = std::max_element(hosts_.begin(), hosts_.end(), less);
    --many[static_cast<std::size_t>(best->column)];
    best->column = to;
    ++many[static_cast<std::size_t>(to)];
  };
  const auto lean = [](const Host& host) { return static_cast<double>(host.served) - static_cast<double>(host.asked); };
  move(GuestColumn::right, [&](const Host& a, const Host& b) { return lean(a) < lean(b); });
  move(GuestColumn::left, [&](const Host& a, const Host& b) { return lean(a) > lean(b); });
}

GuestKind MapCast::kind_of(const Host& host) {
  if (host.served == 0) return GuestKind::client;
  const auto most = std::max_element(host.kinds.begin(), host.kinds.end());
  return static_cast<GuestKind>(most - host.kinds.begin());
}

Guest MapCast::guest_of(const analysis::Recording& recording, const Host& host, std::uint32_t number) const {
  Guest guest;
  guest.machine = Machine::guest(3 + number);  // after those that stand for many
  guest.kind = kind_of(host);
  guest.column = host.column;
  const QString address = QString::fromStdString(packet::address_text(host.key));
  guest.name = name_of(recording, host.key);
  guest.note = guest.name == address ? kind_words(guest.kind) : kind_words(guest.kind) + QStringLiteral(" · ") + address;
  QStringList words{guest.name == address ? address : guest.name + QStringLiteral(" · ") + address, kind_words(guest.kind)};
  if (host.served > 0) words << counted(host.served, GuestWords::tr("served 1 conversation"), GuestWords::tr("served %1 conversations"));
  if (host.asked > 0) words << counted(host.asked, GuestWords::tr("began 1 conversation"), GuestWords::tr("began %1 conversations"));
  guest.told = words.join(QLatin1Char('\n'));
  return guest;
}

void MapCast::seat(const analysis::Recording& recording, const GuestRows& rows) {
  std::vector<std::uint32_t> order(hosts_.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [this](std::uint32_t a, std::uint32_t b) { return hosts_[a].weight > hosts_[b].weight; });
  machines_.resize(hosts_.size());
  for (const GuestColumn column : {GuestColumn::left, GuestColumn::middle, GuestColumn::right}) {
    std::vector<std::uint32_t> here;
    for (const std::uint32_t host : order)
      if (hosts_[host].column == column) here.push_back(host);
    const std::size_t room = std::max<std::size_t>(1, column == GuestColumn::middle ? rows.middle : rows.side);
    const std::size_t seats = here.size() <= room ? here.size() : room - 1;
    for (std::size_t i = 0; i < seats; ++i) {
      guests_.push_back(guest_of(recording, hosts_[here[i]], here[i]));
      machines_[here[i]] = guests_.back().machine;
    }
    if (seats == here.size()) continue;
    const Machine more = Machine::guest(static_cast<std::uint32_t>(column));
    guests_.push_back(many_more(more, column, here.size() - seats));
    for (std::size_t i = seats; i < here.size(); ++i) machines_[here[i]] = more;
  }
}

const Guest* MapCast::guest(Machine machine) const {
  const auto found = std::find_if(guests_.begin(), guests_.end(), [machine](const Guest& one) { return one.machine == machine; });
  return found == guests_.end() ? nullptr : &*found;
}

std::optional<MapCast::Ends> MapCast::ends(const packet::Endpoint& client, const packet::Endpoint& server) const {
  if (!foreign_) {
    const wire::Host* from = host_of(client);
    const wire::Host* to = host_of(server);
    if (from == nullptr || to == nullptr || from == to) return {};
    return Ends{from->role, to->role};
  }
  const Keys keys = keys_of(client, server);
  const auto from = places_.find(keys[0]), to = places_.find(keys[1]);
  if (from == places_.end() || to == places_.end() || machines_[from->second] == machines_[to->second]) return {};
  return Ends{machines_[from->second], machines_[to->second]};
}

}  // namespace cleartext::gui
