// A letter is the same on each of its hops (RFC 5321, 3.7.2: a relay changes nothing in it but the lines on top), and the
// line that a mail server put on top says when: within the time of this capture.
#include <algorithm>
#include <map>
#include <vector>

#include "engine/grading/capture_clock.h"
#include "engine/grading/found.h"
#include "engine/grading/frame.h"
#include "engine/grading/told_times.h"
#include "servers/wire/hosts.h"

namespace cleartext::grading {
namespace {

bool is_whole_letter(const findings::Message& message) {
  const bool carried = message.protocol == packet::Protocol::smtp || message.protocol == packet::Protocol::pop3;
  return carried && message.complete && !message.raw.empty() && !message.message_id.empty();
}

std::string body_of(const findings::Message& message) {
  std::string raw = message.raw.str();
  const auto end = raw.find("\r\n\r\n");
  return end == std::string::npos ? std::string() : raw.substr(end + 4);
}

std::string unended(std::string_view body) {
  while (body.ends_with('\n') || body.ends_with('\r')) body.remove_suffix(1);
  return std::string(body);
}

// Who says what the topmost line is: a mail server of the lab.
bool server_speaks(const findings::Message& message, const stream::StreamInfo& stream) {
  const auto* host = wire::host_at(lab_address(message.from_client ? stream.client : stream.server));
  return host != nullptr && (host->role == wire::Role::crepes || host->role == wire::Role::hamburger);
}

bool is_same(const findings::Message& message, const findings::Message& before) {
  const auto here = unended(body_of(message)), there = unended(body_of(before));
  const bool shortened = message.protocol == packet::Protocol::pop3 && there.starts_with(here);  // TOP gives the beginning only
  return (here == there || shortened) && message.subject == before.subject && message.from == before.from;
}

// What a mail server hands on, or gives out, is what it was given.
void look_at_hops(const analysis::Recording& recording, Found& found) {
  std::map<std::string, std::vector<const findings::Message*>> earlier;
  for (const auto& message : recording.messages()) {
    if (!is_whole_letter(message) || message.stream >= recording.streams().size()) continue;
    auto& before = earlier[message.message_id];
    const bool handed_on = !before.empty() && server_speaks(message, recording.streams()[message.stream]);
    if (handed_on && std::ranges::none_of(before, [&](const auto* each) { return is_same(message, *each); })) {
      found.add("letter", message.packet, "The letter \"{}\" reads otherwise in packet {} than in packet {}.",
                "Der Brief „{}“ liest sich in Paket {} anders als in Paket {}.", message.subject, message.packet, before.front()->packet);
    }
    before.push_back(&message);
  }
}

std::optional<std::int64_t> date_ns(std::string_view line) {
  const auto semicolon = line.rfind(';');
  if (semicolon == std::string_view::npos) return std::nullopt;
  auto text = line.substr(semicolon + 1);
  while (text.starts_with(' ')) text.remove_prefix(1);
  return date_in_ns(text);
}

// From when to when it was captured, up to each packet: the machine's clock may be set meanwhile.
struct Sofar {
  std::int64_t begin = 0, end = 0;
};
std::vector<Sofar> time_of_capture(const analysis::Recording& recording) {
  std::vector<Sofar> all;
  for (const auto& packet : recording.packets()) {
    const auto time = packet.time_ns;
    all.push_back(all.empty() ? Sofar{time, time} : Sofar{std::min(all.back().begin, time), std::max(all.back().end, time)});
  }
  return all;
}

// When this server took the letter itself, as far as that was captured.
std::vector<std::int64_t> taken_at(const findings::Message& letter, std::uint32_t server, const analysis::Recording& recording,
                                   const CaptureClock& clock) {
  std::vector<std::int64_t> times;
  for (const auto& each : recording.messages()) {
    if (each.packet >= letter.packet) continue;
    const bool is_it = each.protocol == packet::Protocol::smtp && each.complete && each.message_id == letter.message_id;
    const auto packet = recording.packet(each.packet);
    if (!is_it || !packet || each.stream >= recording.streams().size()) continue;
    if (lab_address(recording.streams()[each.stream].server) == server)
      times.insert(times.end(), {packet->time_ns, clock.time_ns(*packet)});
  }
  return times;
}

void look_at_dates(const analysis::Recording& recording, const CaptureClock& clock, Found& found) {
  if (recording.packets().empty()) return;
  const auto times = time_of_capture(recording);
  for (const auto& message : recording.messages()) {
    if (!is_whole_letter(message) || message.stream >= recording.streams().size()) continue;
    if (!server_speaks(message, recording.streams()[message.stream]) || !message.header.starts_with("Received:")) continue;
    std::string line;
    std::string_view rest = message.header;
    do {
      const auto end = std::min(rest.find("\r\n"), rest.size());
      line += rest.substr(0, end);
      rest.remove_prefix(std::min(end + 2, rest.size()));
    } while (rest.starts_with(' ') || rest.starts_with('\t'));
    const auto date = date_ns(line);
    if (!date || message.packet == 0 || message.packet > times.size()) continue;
    const auto& [begin, end] = times[message.packet - 1];
    const auto& stream = recording.streams()[message.stream];
    const auto taken = taken_at(message, lab_address(message.from_client ? stream.client : stream.server), recording, clock);
    const auto fits = [&](std::int64_t time) { return fits_told(*date, time); };
    if (!taken.empty() && std::ranges::none_of(taken, fits)) {
      found.add("date", message.packet, "The letter in packet {} bears another time than that at which its mail server took it.",
                "Der Brief in Paket {} trägt eine andere Zeit als die, zu der sein Mailserver ihn annahm.", message.packet);
    } else if (*date < begin - told_slack_ns || *date > end + told_slack_ns) {
      found.add("date", message.packet, "The mail server dated the letter in packet {} outside the time of this capture.",
                "Der Mailserver datierte den Brief in Paket {} außerhalb der Zeit dieser Aufzeichnung.", message.packet);
    }
  }
}

}  // namespace

void in_letters(const Opened& opened, const CaptureClock& clock, Found& found) {
  look_at_hops(*opened.recording, found);
  look_at_dates(*opened.recording, clock, found);
}

}  // namespace cleartext::grading
