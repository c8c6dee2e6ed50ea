// Puts segments in order and decides when to stop waiting for one that never came: after 4 MiB, after the
// other side acknowledged it and three seconds passed (so the capture missed it), or at the end.
#include "engine/stream/stream.h"

#include <algorithm>
#include <utility>

#include "servers/wire/hosts.h"

namespace cleartext::stream {

namespace {

using packet::Packet;
using wire::Side;

constexpr std::int64_t patience_ns = 3'000'000'000;
constexpr std::int64_t apart_ns = 1'000'000'000;    // how late one side's packets may reach the capture, as a whole
constexpr std::uint32_t guess_packets = 6;          // a start without SYN is believed after so many packets
constexpr std::uint64_t largest_window = 16 << 20;  // an acknowledgment further ahead is broken
constexpr std::uint32_t guess_window = 1 << 20;     // how far before the guess an earlier byte may lie

bool has(const Packet& packet, packet::TcpFlag flag) { return (packet.flags & flag) != 0; }
Side other(Side side) { return side == Side::client ? Side::server : Side::client; }

bool looks_like_server(const packet::Endpoint& endpoint) { return wire::service_at(endpoint.port).has_value() || endpoint.port < 1024; }

// A capture that starts in the middle shows no SYN: the known or the lower port is the server's.
bool sender_is_client(const Packet& first) {
  if (has(first, packet::syn)) return !has(first, packet::ack);
  const bool from = looks_like_server(first.source), to = looks_like_server(first.destination);
  if (from != to) return to;
  return first.source.port >= first.destination.port;
}

}  // namespace

void Stream::open(std::uint32_t number, const Packet& first) {
  info = StreamInfo{};
  info.number = number;
  const bool client_first = sender_is_client(first);
  info.client = client_first ? first.source : first.destination;
  info.server = client_first ? first.destination : first.source;
  info.first_packet = first.number;
  opened_ns_ = first.time_ns;
  info.state = has(first, packet::syn) ? StreamState::opening : StreamState::open;
}

bool Stream::starts_anew(const Packet& packet) const {
  const std::size_t side = from_client(packet) ? 0 : 1;
  const Flow& flow = flows_[side];
  const bool over = info.state == StreamState::closed || info.state == StreamState::reset;
  const std::uint32_t start = packet.sequence + 1;
  if (!flow.known()) return over || (heard_of_[side] && *heard_of_[side] - start > guess_window);
  if (flow.certain()) return flow.first_sequence() != start;
  return over || settled() || flow.first_sequence() - start > guess_window;
}

bool Stream::settled() const { return info.packets > guess_packets || finishing_ || delivered_; }

void Stream::swap_sides() {
  std::swap(info.client, info.server);
  std::swap(flows_[0], flows_[1]);
  std::swap(heard_of_[0], heard_of_[1]);
}

void Stream::learn_start(const Packet& packet, Side side) {
  Flow& flow = of(side);
  const auto believe = [](Flow& which, std::uint32_t start) {
    if (which.known() && !which.certain() && which.next() == 0) which.move_start(start);
    if (!which.known() || which.next() == 0) which.begin(start, true);
  };
  if (has(packet, packet::syn)) {
    if (!flow.certain()) believe(flow, packet.sequence + 1);
    if (has(packet, packet::ack) && !of(other(side)).certain()) believe(of(other(side)), packet.acknowledgment);
    saw_syn_ = saw_syn_ || !has(packet, packet::ack);
    info.from_start = true;
    return;
  }
  if (!flow.known()) return flow.begin(packet.sequence, false);
  const std::uint32_t earlier = flow.first_sequence() - packet.sequence;
  if (!flow.certain() && !settled() && earlier != 0 && earlier < guess_window && packet.segment_length > 1)
    flow.move_start(packet.sequence);
}

void Stream::take(Packet& packet, Listener& listener) {
  if (has(packet, packet::syn) && !delivered_ && !saw_syn_ && from_client(packet) == has(packet, packet::ack)) swap_sides();
  const Side side = from_client(packet) ? Side::client : Side::server;
  packet.stream = info.number;
  packet.from_client = side == Side::client;
  ++info.packets;
  info.last_packet = packet.number;
  last_time_ns = packet.time_ns;
  if (packet.payload_offset == 0) return;  // the header is broken
  Flow& flow = of(side);
  Flow& opposite = of(other(side));
  ++flow.packets;
  learn_start(packet, side);
  const std::int64_t position = flow.place(packet.sequence + (has(packet, packet::syn) ? 1 : 0));
  packet.position = static_cast<std::uint64_t>(std::max<std::int64_t>(position, 0));
  if (has(packet, packet::ack) && opposite.known()) {
    const std::int64_t heard = opposite.place(packet.acknowledgment);
    packet.acknowledged = static_cast<std::uint64_t>(std::max<std::int64_t>(heard, 0));
    opposite.acknowledged = std::max(opposite.acknowledged, packet.acknowledged);
  } else if (has(packet, packet::ack)) {
    std::optional<std::uint32_t>& first = heard_of_[index(other(side))];
    if (!first) first = packet.acknowledgment;
    packet.acknowledged = packet.acknowledgment - *first < largest_window ? packet.acknowledgment - *first : 0;
  }
  if (packet.segment_length > 0) take_payload(packet, side, position, listener);
  if (has(packet, packet::fin)) flow.fin = packet.position + packet.segment_length;
  note_state(packet);
  if (flow.waits() || opposite.waits()) {
    pump(listener);
    force_old(packet.time_ns, listener);
  }
  note_complete();
}

void Stream::take_payload(Packet& packet, Side side, std::int64_t position, Listener& listener) {
  Flow& flow = of(side);
  const auto before = static_cast<std::uint64_t>(position < 0 ? -position : 0);
  packet.retransmission = true;
  if (before >= packet.segment_length) return;  // a keep-alive, or from before the capture began
  Segment segment{packet.position, packet.payload(), packet.segment_length - before, packet.acknowledged, packet.number, packet.time_ns};
  segment.bytes = segment.bytes.subspan(std::min<std::size_t>(before, segment.bytes.size()));
  if (!flow.holds() && flow.next() == segment.position && ready(side, segment)) {
    packet.retransmission = false;
    return deliver(side, segment, listener);
  }
  packet.retransmission = !flow.hold(segment);
  while (flow.held_bytes() > Flow::most_held && force(side, listener)) pump(listener);
}

void Stream::hold_less(Listener& listener) {
  const std::size_t before = held();
  while (held() == before && force(of(Side::client).held_bytes() > of(Side::server).held_bytes() ? Side::client : Side::server, listener))
    pump(listener);
}

// Only one side was captured, it seems: the other one's packets come later than two taps differ.
bool Stream::never_heard(const Flow& flow) const { return flow.packets == 0 && (finishing_ || last_time_ns - opened_ns_ > apart_ns); }

// Due, and its sender had heard nothing of the other direction that we have not delivered yet. The FIN counts
// one.
bool Stream::ready(Side side, const Segment& segment) const {
  if (segment.position > flow(side).next()) return false;
  if (!flow(side).certain() && !settled()) return false;
  const Flow& opposite = flow(other(side));
  if (never_heard(opposite)) return true;
  if (!opposite.known()) return !saw_syn_ || segment.needs == 0;
  if (segment.needs <= opposite.next()) return true;
  const bool only_fin = segment.needs == opposite.next() + 1 &&
                        (finishing_ || (opposite.fin && *opposite.fin == opposite.next()) || opposite.excused >= segment.needs);
  return only_fin || segment.needs - opposite.next() > largest_window;
}

void Stream::deliver(Side side, Segment segment, Listener& listener) {
  Flow& flow = of(side);
  delivered_ = true;
  const std::uint64_t skip = flow.next() > segment.position ? flow.next() - segment.position : 0;
  segment.bytes = segment.bytes.subspan(std::min<std::size_t>(skip, segment.bytes.size()));
  segment.position += skip;
  segment.length -= skip;
  flow.advance(segment.position + segment.bytes.size());
  flow.bytes += segment.bytes.size();
  (side == Side::client ? info.bytes_client : info.bytes_server) = flow.bytes;
  if (!segment.bytes.empty()) listener.data(*this, side, segment);
  if (segment.end() > flow.next()) lose(side, segment.end(), segment, listener);  // the capture cut the packet
}

void Stream::lose(Side side, std::uint64_t until, const Segment& because, Listener& listener) {
  Flow& flow = of(side);
  if (until <= flow.next()) return;
  Segment missing = because;
  missing.position = flow.next();
  missing.length = until - flow.next();
  missing.bytes = {};
  flow.advance(until);
  if (flow.lost_until != missing.position) ++info.gaps;
  flow.lost_until = until;
  delivered_ = true;
  listener.gap(*this, side, missing);
}

void Stream::pump(Listener& listener) {
  for (bool progress = true; progress;) {
    progress = false;
    for (const Side side : {Side::client, Side::server}) {
      Flow& flow = of(side);
      for (auto first = flow.first_held(); first && ready(side, *first); first = flow.first_held()) {
        deliver(side, *first, listener);
        flow.drop_first();
        progress = true;
      }
      note_end(side, listener);
    }
  }
}

// Of missing bytes the other side may have heard some only when it said what it said next.
std::uint64_t Stream::heard_by_then(Side side) const {
  constexpr std::uint64_t all = UINT64_MAX;
  const Flow& opposite = flow(other(side));
  const auto said = opposite.first_held();
  return said && said->position <= opposite.next() && said->needs > flow(side).next() ? said->needs : all;
}

// Gives up on what is missing before the first held piece; where nothing is, on what that piece waits for. What lies
// behind the missing bytes may still wait for an answer to them. False: nothing is held.
bool Stream::force(Side side, Listener& listener) {
  Flow& flow = of(side);
  const auto first = flow.first_held();
  if (!first) return false;
  if (first->position > flow.next()) {
    lose(side, std::min(first->position, heard_by_then(side)), *first, listener);
    return true;
  }
  deliver(side, *first, listener);
  flow.drop_first();
  return true;
}

void Stream::force_old(std::int64_t now, Listener& listener) {
  for (const Side side : {Side::client, Side::server}) {
    if (!of(side).holds()) continue;
    const auto first = of(side).first_held();
    if (now - first->time_ns < patience_ns) continue;
    if (first->position <= of(side).next())
      stop_waiting(other(side), listener);
    else if (of(side).acknowledged >= first->position && force(side, listener))
      pump(listener);
  }
}

// What is held of that side lies behind missing bytes: what the other one waits for may be among them.
bool Stream::lacks(Side side) const {
  const auto first = flow(side).first_held();
  return first && first->position > flow(side).next();
}

// Something is held because its sender had heard more of this side than the capture has: the capture missed
// it.
void Stream::stop_waiting(Side missed, Listener& listener) {
  const auto waiting = of(other(missed)).first_held();
  if (of(missed).holds())
    force(missed, listener);
  else if (waiting->needs == of(missed).next() + 1)
    of(missed).excused = waiting->needs;
  else
    lose(missed, waiting->needs, *waiting, listener);
  pump(listener);
}

void Stream::note_end(Side side, Listener& listener) {
  Flow& flow = of(side);
  if (flow.ended || !flow.fin || flow.next() < *flow.fin || flow.holds()) return;
  flow.ended = true;
  listener.ended(*this, side);
}

void Stream::note_state(const Packet& packet) {
  constexpr std::uint8_t turning = packet::syn | packet::fin | packet::rst;
  if (info.state == StreamState::open && (packet.flags & turning) == 0) return;
  if (has(packet, packet::rst)) saw_reset_ = true;
  if (has(packet, packet::syn) && has(packet, packet::ack) && info.established_packet == 0) info.established_packet = packet.number;
  const int fins = (flows_[0].fin ? 1 : 0) + (flows_[1].fin ? 1 : 0);
  const bool talking = flows_[0].packets > 0 && flows_[1].packets > 0;
  if (fins == 2)
    info.state = StreamState::closed;
  else if (saw_reset_)
    info.state = StreamState::reset;
  else if (fins == 1)
    info.state = StreamState::closing;
  else if (info.established_packet != 0 || talking || packet.segment_length > 0)
    info.state = StreamState::open;
}

void Stream::note_complete() {
  const bool over = (flows_[0].ended && flows_[1].ended) || (saw_reset_ && !flows_[0].holds() && !flows_[1].holds());
  info.complete = saw_syn_ && over && info.gaps == 0;
}

void Stream::finish(Listener& listener) {
  finishing_ = true;
  pump(listener);
  while (flows_[0].holds() || flows_[1].holds()) {  // what was captured first is told first
    const auto client = flows_[0].first_held(), server = flows_[1].first_held();
    const Side first = client && (!server || client->packet < server->packet) ? Side::client : Side::server;
    force(!lacks(first) && lacks(other(first)) ? other(first) : first, listener);
    pump(listener);
  }
  for (const Side side : {Side::client, Side::server}) {
    Flow& flow = of(side);
    const std::uint64_t end = flow.fin ? *flow.fin : flow.acknowledged > flow.next() + 1 ? flow.acknowledged : 0;
    Segment at_the_end;
    at_the_end.packet = info.last_packet;
    if (flow.known()) lose(side, end, at_the_end, listener);
    if (flow.ended) continue;
    flow.ended = true;
    listener.ended(*this, side);
  }
  info.complete = info.complete && info.gaps == 0;
  listener.closed(*this);
  companion.reset();
}

void Stream::reset() {
  info = StreamInfo{};
  companion.reset();
  for (Flow& flow : flows_) flow.reset();
  heard_of_ = {};
  saw_syn_ = saw_reset_ = delivered_ = finishing_ = false;
}

}  // namespace cleartext::stream
