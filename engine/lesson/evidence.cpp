// Each kind of evidence has a list in the recording, a place in it, and a test whether one item fits.
#include "engine/lesson/evidence.h"

#include <algorithm>
#include <type_traits>

#include "engine/findings/contents.h"
#include "engine/findings/decode.h"
#include "servers/wire/command.h"
#include "servers/wire/hosts.h"

namespace cleartext::lesson {
namespace {

using analysis::Recording;
using stream::StreamInfo;
using stream::StreamState;

std::uint32_t lab_address(const packet::Endpoint& endpoint) {
  const auto& a = endpoint.address;
  return endpoint.is_v6 ? 0 : static_cast<std::uint32_t>(a[0] << 24 | a[1] << 16 | a[2] << 8 | a[3]);
}

bool is_host(const std::string& name, const packet::Endpoint& endpoint) {
  if (name.empty()) return true;
  const auto* host = wire::host_named(name);
  return host != nullptr && host->address == lab_address(endpoint);
}

// `spoken`: the protocol of what was said, which inside TLS is not the stream's.
bool is_between(const Evidence& evidence, const StreamInfo& stream, packet::Protocol spoken) {
  if (!is_host(evidence.client, stream.client) || !is_host(evidence.server, stream.server)) return false;
  if (evidence.protocol.empty()) return true;
  // A connection that has only just opened said nothing yet: its port speaks for it.
  const auto service = wire::service_at(stream.server.port);
  return wire::same_word(packet::name(spoken), evidence.protocol) ||
         (stream.protocol == packet::Protocol::tcp && service && wire::name(*service) == evidence.protocol);
}

// What protocols spell as they like: words of theirs, addresses, names of users and of header lines (RFC 5321, 2.4; RFC 3501, 9).
bool says(std::string_view pattern, std::string_view text) { return wire::fits(pattern, text, wire::Letters::of_either_case); }

bool is_so(const std::string& wanted, bool so) { return wanted.empty() || (wanted == "yes") == so; }

// The whole of it, whatever the line ends on the wire were.
bool is_whole(const std::string& wanted, const std::string& sha256) {
  if (wanted.empty()) return true;
  std::string crlf;
  for (const char c : wanted) {
    if (c == '\n') crlf += '\r';
    crlf += c;
  }
  for (const auto& text : {wanted, crlf, wanted + "\n", crlf + "\r\n"}) {
    if (findings::sha256_hex(text) == sha256) return true;
  }
  return false;
}

bool answers(const std::string& verb, const dialogue::Line& reply, const Recording& recording, std::size_t index) {
  if (verb.empty()) return true;
  const auto& lines = recording.lines();
  while (index-- > 0) {
    const auto before = lines.view(index);
    if (before.stream == reply.stream && before.from == wire::Side::client && before.kind == dialogue::LineKind::command) {
      return says(verb, before.verb);
    }
  }
  return false;
}

bool fits(const Evidence& evidence, const dialogue::Line& line, const Recording& recording, std::size_t index) {
  const auto* side = line.from == wire::Side::client ? "client" : "server";
  return (evidence.from.empty() || evidence.from == side) && glob(evidence.line_kind, dialogue::name(line.kind)) &&
         says(evidence.verb, line.verb) && says(evidence.code, line.code) && says(evidence.text, line.text) &&
         is_so(evidence.in_tls, line.decrypted) && answers(evidence.answers, line, recording, index);
}

bool fits(const Evidence& evidence, const findings::Message& message, const Recording&, std::size_t) {
  const auto on_envelope = [&](const std::string& wanted) {
    return std::ranges::any_of(message.envelope_to, [&](const auto& each) { return says(wanted, each); });
  };
  const auto has_header = [&] {
    std::string_view rest = message.header;
    while (!rest.empty()) {
      const auto end = std::min(rest.find("\r\n"), rest.size());
      if (says(evidence.header, rest.substr(0, end))) return true;
      rest.remove_prefix(std::min(end + 2, rest.size()));
    }
    return false;
  };
  const auto is_part = [&](const findings::Part& part) {
    const auto says_so = [&] { return glob(evidence.body, findings::content_of(message, &part - message.parts.data())); };
    return says(evidence.type, part.type) && glob(evidence.name, part.filename) && is_whole(evidence.content, part.sha256) &&
           (evidence.body.empty() || says_so());
  };
  const bool part_wanted = !evidence.type.empty() || !evidence.name.empty() || !evidence.body.empty() || !evidence.content.empty();
  return message.complete && is_so(evidence.in_tls, message.decrypted) && glob(evidence.subject, message.subject) &&
         (evidence.to.empty() || says(evidence.to, message.to) || on_envelope(evidence.to)) &&
         (evidence.envelope_to.empty() || on_envelope(evidence.envelope_to)) && says(evidence.envelope_from, message.envelope_from) &&
         says(evidence.sender, message.from) && (evidence.header.empty() || has_header()) &&
         (!part_wanted || std::ranges::any_of(message.parts, is_part));
}

// Whoever opened the control connection opened this one too, or the server did.
bool is_opened_by(const std::string& wanted, const findings::File& file, const Recording& recording) {
  if (wanted.empty()) return true;
  const auto& streams = recording.streams();
  if (file.data_stream >= streams.size() || file.stream >= streams.size()) return false;
  const auto& control = streams[file.stream];
  return lab_address(streams[file.data_stream].client) == lab_address(wanted == "client" ? control.client : control.server);
}

bool fits(const Evidence& evidence, const findings::File& file, const Recording& recording, std::size_t) {
  return file.complete && is_opened_by(evidence.opened_by, file, recording) && glob(evidence.name, file.name) &&
         says(evidence.verb, file.command) && is_so(evidence.in_tls, file.decrypted) && is_whole(evidence.content, file.sha256) &&
         (evidence.body.empty() || glob(evidence.body, file.content.str()));
}

bool fits(const Evidence& evidence, const findings::Credential& credential, const Recording&, std::size_t) {
  return says(evidence.user, credential.user) && glob(evidence.secret, credential.secret) &&
         says(evidence.mechanism, credential.mechanism) && is_so(evidence.in_tls, credential.decrypted) &&
         (evidence.accepted.empty() || (credential.accepted && is_so(evidence.accepted, *credential.accepted)));
}

bool fits(const Evidence& evidence, const findings::Weakness& weakness, const Recording&, std::size_t) {
  return glob(evidence.rule, weakness.rule);
}

bool fits(const Evidence& evidence, const findings::Cracked& cracked) {
  return says(evidence.user, cracked.user) && says(evidence.mechanism, cracked.mechanism) && is_so(evidence.found, cracked.found) &&
         (evidence.secret.empty() || (cracked.found && glob(evidence.secret, cracked.secret)));
}

// When the connection came into the state that is asked for; 0: it did not.
std::uint32_t came_to(const std::string& state, const StreamInfo& stream) {
  const bool answered = stream.established_packet != 0;
  if (state.empty()) return stream.established_packet;
  const bool is = state == "refused"  ? !answered && stream.state == StreamState::reset
                  : state == "silent" ? !answered && stream.state == StreamState::opening && stream.packets > 1
                  : state == "open"   ? answered && stream.state == StreamState::open
                  : state == "closed" ? answered && stream.state == StreamState::closed
                                      : answered && stream.state == StreamState::reset;
  return is ? stream.last_packet : 0;
}

// Tells `visit` each sighting at or after `from`, until it says that it has seen enough.
template <typename Visit>
void each_connection(const Evidence& evidence, const Recording& recording, const Cursor& from, Visit visit) {
  for (std::size_t i = 0; i < recording.streams().size(); ++i) {
    const auto& stream = recording.streams()[i];
    const auto packet = came_to(evidence.state, stream);
    if (packet == 0 || packet < from.packet || !is_between(evidence, stream, stream.protocol)) continue;
    if (visit(Sighting{packet, from.at(packet), -1, static_cast<std::uint32_t>(i), i})) return;
  }
}

// A digest is tried after it was captured, so its packet lies before everything else that the step shows.
template <typename Visit>
void each_cracked(const Evidence& evidence, const Recording& recording, const Cursor& from, Visit visit) {
  for (std::size_t i = 0; i < recording.cracked().size(); ++i) {
    const auto& cracked = recording.cracked()[i];
    if (cracked.stream >= recording.streams().size() || !fits(evidence, cracked)) continue;
    if (!is_between(evidence, recording.streams()[cracked.stream], cracked.protocol)) continue;
    if (visit(Sighting{cracked.packet, from, -1, cracked.stream, i})) return;
  }
}

template <typename Item>
packet::Protocol spoken_in(const Item& item, const StreamInfo& stream) {
  if constexpr (requires { item.protocol; })
    return item.protocol;
  else if constexpr (std::is_same_v<Item, findings::File>)
    return packet::Protocol::ftp;  // whatever it was inside of
  else
    return stream.protocol;
}

template <typename Item>
bool is_found(const Evidence& evidence, const Item& item, const Recording& recording, std::size_t index) {
  if (item.stream >= recording.streams().size() || !fits(evidence, item, recording, index)) return false;
  const auto& stream = recording.streams()[item.stream];
  return is_between(evidence, stream, spoken_in(item, stream));
}

template <typename Items, typename Visit>
void each_item(const Evidence& evidence, const Items& items, const Recording& recording, const Cursor& from, Visit visit) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    const auto& item = items[i];
    if (item.packet < from.packet || !is_found(evidence, item, recording, i)) continue;
    if (visit(Sighting{item.packet, from.at(item.packet), -1, item.stream, i})) return;
  }
}

// Their list is not in the order of packets: what was said inside TLS is read when its keys come.
template <typename Visit>
void each_line(const Evidence& evidence, const Recording& recording, const Cursor& from, Visit visit) {
  std::size_t index = 0;
  for (auto at = recording.lines().begin(); at != recording.lines().end(); ++at, ++index) {
    const auto packet = at.view().packet;
    if (packet < from.packet || (packet == from.packet && index < from.line)) continue;
    if (const auto line = *at; is_found(evidence, line, recording, index)) {
      if (visit(Sighting{packet, {packet, index + 1}, static_cast<int>(index), line.stream, index})) return;
    }
  }
}

template <typename Visit>
void each(const Evidence& evidence, const Recording& recording, const Cursor& from, Visit visit) {
  switch (evidence.kind) {
    case Evidence::Kind::connection: return each_connection(evidence, recording, from, visit);
    case Evidence::Kind::line: return each_line(evidence, recording, from, visit);
    case Evidence::Kind::message: return each_item(evidence, recording.messages(), recording, from, visit);
    case Evidence::Kind::file: return each_item(evidence, recording.files(), recording, from, visit);
    case Evidence::Kind::credential: return each_item(evidence, recording.credentials(), recording, from, visit);
    case Evidence::Kind::weakness: return each_item(evidence, recording.weaknesses(), recording, from, visit);
    case Evidence::Kind::cracked: return each_cracked(evidence, recording, from, visit);
  }
}

}  // namespace

std::optional<Sighting> find(const Evidence& evidence, const Recording& recording, const Cursor& from) {
  std::optional<Sighting> found;
  each(evidence, recording, from, [&](const Sighting& sighting) {
    found = sighting;
    return true;
  });
  return found;
}

std::vector<Sighting> find_all(const Evidence& evidence, const Recording& recording) {
  std::vector<Sighting> found;
  each(evidence, recording, {}, [&](const Sighting& sighting) {
    found.push_back(sighting);
    return false;
  });
  return found;
}

}  // namespace cleartext::lesson
