#include "engine/grading/told_times.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cstdlib>

#include "engine/grading/capture_clock.h"
#include "engine/grading/found.h"
#include "engine/grading/frame.h"
#include "servers/mime/date.h"
#include "servers/wire/hosts.h"

namespace cleartext::grading {
namespace {

constexpr std::int64_t second_ns = 1'000'000'000;

bool is_mail_server(const packet::Endpoint& end) {
  const auto* host = wire::host_at(lab_address(end));
  return host != nullptr && (host->role == wire::Role::crepes || host->role == wire::Role::hamburger);
}

std::optional<std::int64_t> told_in_ns(const dialogue::Line& line) {
  constexpr std::string_view field = "Date: ";
  if (line.protocol == packet::Protocol::pop3 && line.kind == dialogue::LineKind::greeting) return greeting_time_in_ns(line.text);
  const bool is_header = line.protocol == packet::Protocol::http && line.kind == dialogue::LineKind::continuation;
  return is_header && line.text.starts_with(field) ? date_in_ns(std::string_view(line.text).substr(field.size())) : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> date_in_ns(std::string_view date) {
  const auto read = mime::parse_date(date);
  if (!read) return std::nullopt;
  using namespace std::chrono;
  const auto day = sys_days{year{read->year} / read->month / read->day};
  const auto at = day + hours{read->hour} + minutes{read->minute - read->zone} + std::chrono::seconds{read->second};
  return duration_cast<nanoseconds>(at.time_since_epoch()).count();
}

bool fits_told(std::int64_t told, std::int64_t time_ns) { return std::abs(time_ns - told) <= told_slack_ns; }

// As the lab's own servers make it; what somebody ordered looks otherwise.
std::optional<std::int64_t> greeting_time_in_ns(std::string_view greeting) {
  constexpr std::size_t random_digits = 16;
  const auto open = greeting.find('<'), dot = greeting.find('.', open), at = greeting.find('@', open);
  if (open == std::string_view::npos || dot != open + 1 + random_digits || at == std::string_view::npos || at < dot) return std::nullopt;
  std::int64_t seconds = 0;
  const auto number = greeting.substr(dot + 1, at - dot - 1);
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), seconds);
  constexpr std::int64_t last = 9'000'000'000;
  if (error != std::errc() || end != number.data() + number.size() || seconds < 0 || seconds > last) return std::nullopt;
  return seconds * second_ns;
}

void in_told_times(const Opened& opened, const CaptureClock& clock, Found& found) {
  const auto& recording = *opened.recording;
  for (const auto& line : recording.lines()) {
    if (line.from != wire::Side::server || line.stream >= recording.streams().size()) continue;
    const auto packet = recording.packet(line.packet);
    const auto told = told_in_ns(line);
    if (!packet || !told || !is_mail_server(recording.streams()[line.stream].server)) continue;
    const auto apart = packet->time_ns - *told;
    // A clock that was set while the answer came.
    if (fits_told(*told, packet->time_ns) || fits_told(*told, clock.time_ns(*packet))) continue;
    found.add("date", line.packet, "In packet {} the server tells a time that is {} seconds away from that of the capture.",
              "In Paket {} nennt der Server eine Zeit, die {} Sekunden neben der der Aufzeichnung liegt.", line.packet,
              std::abs(apart) / second_ns);
  }
}

}  // namespace cleartext::grading
