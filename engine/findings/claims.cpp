// A connection that was there before anybody was known to expect it: it waits, and whoever turns out to have used that place
// claims it. Ports come again, and what a control connection said is known late where some of it is missing; so a claim is
// judged when the transfer is over, by what stands between the announcement and the answer.
#include <algorithm>
#include <tuple>
#include <utility>

#include "engine/findings/transfers.h"

namespace cleartext::findings {

namespace {

// Nobody has a part in it who carried nothing in the direction of the command, but for its own client.
bool carried_it(const Transfer& early, const Transfer& wanted) { return early.bodies[wanted.client_sends() ? 0 : 1].bytes > 0; }

}  // namespace

void Transfers::wait(const stream::StreamInfo& info) {
  auto early = std::make_shared<Transfer>();
  early->stream = info.number;
  early->ends = {info.number, info.client, info.server, info.state == stream::StreamState::opening, info.first_packet};
  streams_[info.number] = std::move(early);
  unclaimed_.insert(info.number);
  unclaimed_at_.emplace(info.server.port, info.number);
  if (info.client.port != info.server.port) unclaimed_at_.emplace(info.client.port, info.number);
  if (unclaimed_.size() > most_waiting) forget(*unclaimed_.begin());
}

// `until`: the packet of the answer to its command, or of whatever shows that the command is over.
void Transfers::claim(const Shared& transfer, std::uint32_t until) {
  if (transfer->told) return;
  const bool has_one = transfer->stream != packet::no_stream;
  if (has_one && (transfer->carries() || transfer->command.verb.empty())) return;
  if (!has_one && offers_.find(transfer) == nullptr) return;
  const Shared early = best_claim({transfer->place, transfer->client, transfer->server, transfer}, until);
  if (!early || (has_one && !carried_it(*early, *transfer))) return;
  streams_.erase(transfer->stream);  // whoever knocked first brought nothing, and another one did
  take_over(transfer, *early);
}

// Where lines are missing, a command may have used the place and be missing itself.
void Transfers::claim_for_missed(const Shared& transfer, std::uint32_t until) {
  if (transfer->stream != packet::no_stream || !transfer->doubtful || !transfer->command.verb.empty()) return;
  const DataOffer* const known = offers_.find(transfer);
  const Shared early = known == nullptr ? nullptr : best_claim(*known, until);
  if (early && early->began != 0 && early->began < until) take_over(transfer, *early);
}

// One of the two parties before anybody else; in its time the first; at any other time only where nobody else was ever told that
// place, or that port, and nothing is missing. Of several strangers, or of one beside a party, nobody knows who was served.
Transfers::Shared Transfers::best_claim(const DataOffer& offer, std::uint32_t until) {
  const Transfer& transfer = *offer.transfer;
  const std::uint32_t from = offer.place.by_default ? std::min(offer.place.packet, transfer.command.packet) : offer.place.packet;
  const bool only_at_port = announced_[offer.place.announced.port] <= 1 && !transfer.doubtful;
  const auto at_place = announced_at_.find(offer.place.announced);
  const bool only_at_place = at_place != announced_at_.end() && at_place->second <= 1 && !transfer.doubtful;
  Shared best;
  std::tuple<bool, bool, int, std::int64_t> best_rank{false, false, 0, 0};
  std::size_t strangers = 0;
  bool party_carried = false;
  const auto [first, last] = unclaimed_at_.equal_range(offer.place.announced.port);
  for (auto at = first; at != last; ++at) {
    const Shared& each = streams_[at->second];
    if (offers_.calls_for_itself(offer, each->ends) || each->stream == transfer.control) continue;
    const bool party = may_be_party(offer, each->ends), carried = carried_it(*each, transfer);
    if (!party && !carried) continue;
    const std::uint32_t began = each->ends.first_packet;
    const bool in_time = began > from && began < until;
    const int like = likeness(offer, each->ends);
    party_carried = party_carried || (like > 0 && party && carried);
    const bool only_one = only_at_port || (only_at_place && each->ends.server == offer.place.announced);
    if (like == 0 || (!in_time && !only_one)) continue;
    strangers += party ? 0 : 1;
    const std::tuple rank{party, in_time, like, -static_cast<std::int64_t>(began)};
    if (best && rank <= best_rank) continue;
    best = each;
    best_rank = rank;
  }
  const bool doubtful = best && !may_be_party(offer, best->ends) && (strangers > 1 || party_carried);
  return doubtful ? nullptr : best;
}

// What the stream carried so far moves over.
void Transfers::take_over(const Shared& transfer, Transfer& early) {
  offers_.forget(transfer);
  no_longer_waits(early);
  transfer->stream = early.stream;
  transfer->packet = early.packet;
  transfer->ends = early.ends;
  transfer->bodies = std::move(early.bodies);
  transfer->damaged = early.damaged;
  transfer->sealed = early.sealed;
  transfer->decrypted = early.decrypted;
  transfer->began = early.began;
  streams_[transfer->stream] = transfer;
  if (tied_) tied_(transfer->stream, transfer->control);
}

void Transfers::no_longer_waits(const Transfer& transfer) {
  unclaimed_.erase(transfer.stream);
  for (const std::uint16_t port : {transfer.ends.client.port, transfer.ends.server.port})
    for (auto [at, last] = unclaimed_at_.equal_range(port); at != last;)
      at = at->second == transfer.stream ? unclaimed_at_.erase(at) : std::next(at);
  for (const Transfer::Body& body : transfer.bodies) waiting_bytes_ -= body.content.size();
}

void Transfers::forget(std::uint32_t stream) {
  const auto found = streams_.find(stream);
  if (found == streams_.end() || found->second->control != packet::no_stream) return;
  no_longer_waits(*found->second);
  streams_.erase(found);
}

}  // namespace cleartext::findings
