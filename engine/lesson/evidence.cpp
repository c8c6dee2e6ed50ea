#include "engine/lesson/evidence.h"

#include <algorithm>

#include "servers/wire/command.h"
#include "servers/wire/hosts.h"

namespace cleartext::lesson {
namespace {

bool glob_one(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t]) && pattern[p] != '*') {
      ++p, ++t;
    } else if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::uint32_t lab_address(const packet::Endpoint& endpoint) {
  const auto& a = endpoint.address;
  return endpoint.is_v6 ? 0 : static_cast<std::uint32_t>(a[0] << 24 | a[1] << 16 | a[2] << 8 | a[3]);
}

bool is_host(const std::string& name, const packet::Endpoint& endpoint) {
  if (name.empty()) return true;
  const auto* host = wire::host_named(name);
  return host != nullptr && host->address == lab_address(endpoint);
}

bool is_between(const Evidence& evidence, const stream::StreamInfo& stream) {
  if (!is_host(evidence.client, stream.client) || !is_host(evidence.server, stream.server)) return false;
  if (evidence.protocol.empty()) return true;
  // A connection that has only just opened said nothing yet: its port speaks for it.
  const auto service = wire::service_at(stream.server.port);
  return wire::same_word(packet::name(stream.protocol), evidence.protocol) ||
         (stream.protocol == packet::Protocol::tcp && service && wire::name(*service) == evidence.protocol);
}

bool is_line(const Evidence& evidence, const dialogue::Line& line) {
  const auto* side = line.from == wire::Side::client ? "client" : "server";
  return (evidence.from.empty() || evidence.from == side) && glob(evidence.line_kind, dialogue::name(line.kind)) &&
         glob(evidence.verb, line.verb) && glob(evidence.code, line.code) && glob(evidence.text, line.text);
}

std::optional<Sighting> find_line(const Evidence& evidence, const analysis::Recording& recording, const Cursor& from) {
  const auto& lines = recording.lines();
  for (auto i = from.line; i < lines.size(); ++i) {
    const auto& line = lines[i];
    if (line.packet < from.packet || !is_line(evidence, line)) continue;
    if (line.stream >= recording.streams().size() || !is_between(evidence, recording.streams()[line.stream])) continue;
    return Sighting{line.packet, {line.packet, i + 1}, static_cast<int>(i)};
  }
  return std::nullopt;
}

std::optional<Sighting> find_connection(const Evidence& evidence, const analysis::Recording& recording, const Cursor& from) {
  for (const auto& stream : recording.streams()) {
    const auto packet = stream.established_packet;
    if (packet != 0 && packet >= from.packet && is_between(evidence, stream)) return Sighting{packet, {packet, from.line}, -1};
  }
  return std::nullopt;
}

bool fits(const Evidence& evidence, const findings::Message& message) {
  const auto& to = message.envelope_to;
  const bool to_fits = evidence.to.empty() || glob(evidence.to, message.to) ||
                       std::ranges::any_of(to, [&](const auto& each) { return glob(evidence.to, each); });
  return message.complete && to_fits && glob(evidence.subject, message.subject);
}

bool fits(const Evidence& evidence, const findings::File& file) { return file.complete && glob(evidence.name, file.name); }

bool fits(const Evidence& evidence, const findings::Credential& credential) { return glob(evidence.user, credential.user); }

template <typename Items>
std::optional<Sighting> find_item(const Evidence& evidence, const Items& items, const analysis::Recording& recording, const Cursor& from) {
  for (const auto& item : items) {
    if (item.packet < from.packet || item.stream >= recording.streams().size() || !fits(evidence, item)) continue;
    if (is_between(evidence, recording.streams()[item.stream])) return Sighting{item.packet, {item.packet, from.line}, -1};
  }
  return std::nullopt;
}

}  // namespace

bool glob(std::string_view pattern, std::string_view text) {
  if (pattern.empty()) return true;
  for (;;) {
    const auto bar = pattern.find('|');
    if (glob_one(pattern.substr(0, bar), text)) return true;
    if (bar == std::string_view::npos) return false;
    pattern.remove_prefix(bar + 1);
  }
}

std::optional<Sighting> find(const Evidence& evidence, const analysis::Recording& recording, const Cursor& from) {
  switch (evidence.kind) {
    case Evidence::Kind::connection: return find_connection(evidence, recording, from);
    case Evidence::Kind::line: return find_line(evidence, recording, from);
    case Evidence::Kind::message: return find_item(evidence, recording.messages(), recording, from);
    case Evidence::Kind::file: return find_item(evidence, recording.files(), recording, from);
    case Evidence::Kind::credential: return find_item(evidence, recording.credentials(), recording, from);
  }
  return std::nullopt;
}

}  // namespace cleartext::lesson
