// A client that asks for data without having said where listens at its control connection's own port (RFC 959, 3.2):
// that place counts only for the server it speaks with.
#include "engine/findings/offers.h"

#include <algorithm>

#include "engine/findings/transfers.h"

namespace cleartext::findings {

namespace {

using packet::Endpoint;

bool same_machine(const Endpoint& a, const Endpoint& b) { return a.is_v6 == b.is_v6 && a.address == b.address; }

int likeness(const DataOffer& offer, const Endpoint& listens, const Endpoint& calls) {
  constexpr int exact = 5, near = 3, loose = 1;
  const dialogue::DataPlace& place = offer.place;
  if (listens.port != place.announced.port) return 0;
  if (place.by_default) return listens == place.announced && same_machine(calls, offer.server) ? exact : 0;
  // Of several who were told the same port, whoever calls is one of the two parties, as a rule.
  const Endpoint& opposite = place.listens == wire::Side::server ? offer.client : offer.server;
  const int party = same_machine(calls, opposite) ? 1 : 0;
  if (listens == place.announced) return exact + party;
  if (listens == place.near) return near + party;
  // The announced machine is not the one that announces: who knows where the data goes.
  if (same_machine(place.announced, place.near)) return 0;
  return party == 1 ? loose : 0;
}

}  // namespace

int likeness(const DataOffer& offer, const DataConnection& connection) {
  const int as_seen = likeness(offer, connection.server, connection.client);
  return connection.sure ? as_seen : std::max(as_seen, likeness(offer, connection.client, connection.server));
}

bool may_be_party(const DataOffer& offer, const DataConnection& connection) {
  return !connection.sure || same_machine(connection.client, offer.place.listens == wire::Side::server ? offer.client : offer.server);
}

void Offers::add(const DataOffer& offer) {
  if (by_port_.size() >= most) by_port_.clear();
  by_port_.emplace(offer.place.announced.port, offer);
}

std::shared_ptr<Transfer> Offers::take(const DataConnection& connection) {
  const DataOffer* best = nullptr;
  int best_likeness = 0;
  for (const std::uint16_t port : {connection.server.port, connection.client.port}) {
    if (port != connection.server.port && connection.sure) break;
    const auto [first, last] = by_port_.equal_range(port);
    for (auto each = first; each != last; ++each) {
      const Transfer& known = *each->second.transfer;
      if (known.left_at < connection.first_packet) continue;
      if (!may_be_party(each->second, connection)) continue;
      const int like = likeness(each->second, connection);
      if (like < best_likeness || like == 0) continue;  // of equal ones the latest
      if (like == best_likeness && each->second.place.packet < best->place.packet) continue;
      best = &each->second;
      best_likeness = like;
    }
  }
  if (best == nullptr) return nullptr;
  std::shared_ptr<Transfer> transfer = best->transfer;
  forget(transfer);
  return transfer;
}

void Offers::end_talk(const Endpoint& client, const Endpoint& server) {
  const auto talk = talks_.find(pair_of(client, server));
  if (talk != talks_.end() && --talk->second == 0) talks_.erase(talk);
}

bool Offers::calls_for_itself(const DataOffer& offer, const DataConnection& connection) const {
  if (!connection.sure || offer.place.listens != wire::Side::server || same_machine(offer.client, connection.client)) return false;
  return talks_.count(pair_of(connection.client, offer.server)) != 0;
}

std::shared_ptr<Transfer> Offers::take_twin(const DataConnection& connection, const Transfer& known) {
  const auto [first, last] = by_port_.equal_range(connection.server.port);
  const auto twin = std::find_if(first, last, [&](const auto& each) {
    const DataOffer& offer = each.second;
    return offer.place.announced == connection.server && offer.transfer->control != known.control &&
           offer.transfer->listens != known.listens;
  });
  if (twin == last) return nullptr;
  std::shared_ptr<Transfer> transfer = twin->second.transfer;
  by_port_.erase(twin);
  return transfer;
}

const DataOffer* Offers::find(const std::shared_ptr<Transfer>& transfer) const {
  const auto [first, last] = by_port_.equal_range(transfer->port);
  const auto found = std::find_if(first, last, [&](const auto& each) { return each.second.transfer == transfer; });
  return found == last ? nullptr : &found->second;
}

void Offers::forget(const std::shared_ptr<Transfer>& transfer) {
  for (auto [each, last] = by_port_.equal_range(transfer->port); each != last;)
    each = each->second.transfer == transfer ? by_port_.erase(each) : std::next(each);
}

}  // namespace cleartext::findings
