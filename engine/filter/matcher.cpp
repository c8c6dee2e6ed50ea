// A packet without payload is searched in what the list says of it.
#include "engine/filter/matcher.h"

#include <algorithm>

#include "engine/filter/words.h"

namespace cleartext::filter {

// A packet or a line, seen alike.
struct Matcher::Subject {
  const packet::Packet* packet = nullptr;
  const dialogue::LineView* line = nullptr;
  const packet::Endpoint *source = nullptr, *destination = nullptr;
  packet::Protocol protocol = packet::Protocol::unknown;
  std::uint32_t number = 0, stream = packet::no_stream;
  std::int64_t time_ns = 0;
  std::uint64_t length = 0, payload = 0;
  bool from_client = false, has_sides = true;
  std::string_view about;
};

namespace {

bool compare(double value, Comparison comparison, const Range& range) {
  switch (comparison) {
    case Comparison::equal: return value >= range.first && value <= range.last;
    case Comparison::unequal: return value < range.first || value > range.last;
    case Comparison::less: return value < range.first;
    case Comparison::at_most: return value <= range.last;
    case Comparison::more: return value > range.last;
    case Comparison::at_least: return value >= range.first;
  }
  return false;
}

bool is_in(const packet::Endpoint& host, const Network& network) {
  if (host.is_v6 != network.address.is_v6) return false;
  const std::size_t whole = network.bits / 8;
  if (!std::equal(host.address.begin(), host.address.begin() + static_cast<std::ptrdiff_t>(whole), network.address.address.begin()))
    return false;
  const unsigned rest = network.bits % 8;
  return rest == 0 || ((host.address[whole] ^ network.address.address[whole]) >> (8 - rest)) == 0;
}

bool either_side(Field field, auto ask_source, auto ask_destination) {
  return (field != Field::destination && ask_source()) || (field != Field::source && ask_destination());
}

}  // namespace

Matcher::Matcher(Filter filter, Knowledge knowledge) : filter_(std::move(filter)), knowledge_(std::move(knowledge)) {
  for (const Node& node : filter_.nodes()) finders_.emplace_back(node.words);
}

bool Matcher::matches(const packet::Packet& packet) {
  if (filter_.empty()) return true;
  Subject subject;
  subject.packet = &packet;
  subject.source = &packet.source;
  subject.destination = &packet.destination;
  subject.protocol = packet.protocol;
  subject.number = packet.number;
  subject.stream = packet.stream;
  subject.time_ns = packet.time_ns;
  subject.length = packet.length;
  subject.payload = packet.segment_length;
  subject.from_client = packet.from_client;
  subject.has_sides = packet.stream != packet::no_stream;
  return ask(static_cast<std::uint32_t>(filter_.nodes().size() - 1), subject);
}

bool Matcher::matches(const dialogue::LineView& line, const stream::StreamInfo& stream, std::string_view about) {
  if (filter_.empty()) return true;
  Subject subject;
  subject.line = &line;
  subject.from_client = line.from == wire::Side::client;
  subject.source = subject.from_client ? &stream.client : &stream.server;
  subject.destination = subject.from_client ? &stream.server : &stream.client;
  subject.protocol = line.protocol;
  subject.number = line.packet;
  subject.stream = line.stream;
  subject.time_ns = line.time_ns;
  subject.length = subject.payload = line.length;
  subject.about = about;
  return ask(static_cast<std::uint32_t>(filter_.nodes().size() - 1), subject);
}

bool Matcher::ask(std::uint32_t place, const Subject& subject) {
  const Node& node = filter_.nodes()[place];
  switch (node.kind) {
    case Node::Kind::both: return ask(node.left, subject) && ask(node.right, subject);
    case Node::Kind::either: return ask(node.left, subject) || ask(node.right, subject);
    case Node::Kind::opposite: return !ask(node.left, subject);
    case Node::Kind::protocols: return (node.protocols & bit(subject.protocol)) != 0;
    case Node::Kind::trait: return has(node, subject);
    case Node::Kind::number: return ask_number(node, subject);
    case Node::Kind::network:
      return either_side(
          node.field, [&] { return is_in(*subject.source, node.network); }, [&] { return is_in(*subject.destination, node.network); });
    case Node::Kind::name: return ask_host(place, subject);
    case Node::Kind::text: return says(place, subject);
    case Node::Kind::word: return ask_word(place, subject);
  }
  return false;
}

bool Matcher::has(const Node& node, const Subject& subject) const {
  const packet::Packet* packet = subject.packet;
  const auto flag = [packet](packet::TcpFlag wanted) { return packet != nullptr && (packet->flags & wanted) != 0; };
  switch (node.trait) {
    case Trait::credentials: return std::binary_search(knowledge_.credentials.begin(), knowledge_.credentials.end(), subject.number);
    case Trait::syn: return flag(packet::syn);
    case Trait::fin: return flag(packet::fin);
    case Trait::rst: return flag(packet::rst);
    case Trait::retransmission: return packet != nullptr && packet->retransmission;
    case Trait::fragment: return packet != nullptr && packet->fragment;
    case Trait::payload: return subject.payload > 0;
    case Trait::client: return subject.has_sides && subject.from_client;
    case Trait::server: return subject.has_sides && !subject.from_client;
  }
  return false;
}

bool Matcher::ask_number(const Node& node, const Subject& subject) const {
  const auto is = [&node](double value) { return compare(value, node.comparison, node.range); };
  switch (node.field) {
    case Field::port:
      // "port != 25": neither end is.
      if (node.comparison == Comparison::unequal) return is(subject.source->port) && is(subject.destination->port);
      return is(subject.source->port) || is(subject.destination->port);
    case Field::source_port: return is(subject.source->port);
    case Field::destination_port: return is(subject.destination->port);
    case Field::stream: return subject.stream != packet::no_stream && is(subject.stream);
    case Field::number: return is(subject.number);
    case Field::length: return is(static_cast<double>(subject.length));
    case Field::payload: return is(static_cast<double>(subject.payload));
    case Field::time: return is(static_cast<double>(subject.time_ns - knowledge_.begin_ns) / 1e9);
    case Field::host:
    case Field::source:
    case Field::destination:
    case Field::protocol:
    case Field::text: break;
  }
  return false;
}

bool Matcher::ask_host(std::uint32_t place, const Subject& subject) {
  const Node& node = filter_.nodes()[place];
  return either_side(
      node.field, [&] { return is_named(place, *subject.source); }, [&] { return is_named(place, *subject.destination); });
}

bool Matcher::is_named(std::uint32_t place, const packet::Endpoint& host) {
  Key key{};
  std::copy(host.address.begin(), host.address.end(), reinterpret_cast<std::uint8_t*>(key.data()));
  key[1] += host.is_v6 ? 1 : 0;
  const auto [known, is_new] = hosts_.try_emplace(key);
  Host& here = known->second;
  if (is_new) {
    packet::Endpoint without_port = host;
    without_port.port = 0;
    const auto names = knowledge_.names.find(without_port);
    here.words = packet::address_text(host) + (names == knowledge_.names.end() ? "" : " " + names->second);
    here.named.assign(filter_.nodes().size(), 2);
  }
  if (here.named[place] == 2) here.named[place] = finders_[place].in(std::string_view(here.words)) ? 1 : 0;
  return here.named[place] == 1;
}

bool Matcher::says(std::uint32_t place, const Subject& subject) const {
  const Finder& finder = finders_[place];
  if (subject.line != nullptr) return finder.in(std::string_view(subject.line->text));
  const packet::Packet& packet = *subject.packet;
  return packet.payload_length > 0 ? finder.in(packet.payload()) : finder.in(std::string_view(packet::info(packet)));
}

// In a name, in a protocol's, or in what is said.
bool Matcher::ask_word(std::uint32_t place, const Subject& subject) {
  const Node& node = filter_.nodes()[place];
  if (is_named(place, *subject.source) || is_named(place, *subject.destination)) return true;
  if (lower(packet::name(subject.protocol)).find(node.words) != std::string::npos) return true;
  if (subject.about.find(node.words) != std::string_view::npos) return true;
  return says(place, subject);
}

}  // namespace cleartext::filter
