// What follows a header depends on its fields and on the request (RFC 9112, 6.3): chunks count more than a
// length; answers to HEAD, and those with 1xx, 204 and 304, have no body; 2xx to CONNECT opens a tunnel.
#include "engine/dialogue/http.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/dialogue/line_cutter.h"
#include "engine/dialogue/recognise.h"

namespace cleartext::dialogue {

using wire::Side;

namespace {

// "mail.hamburger.edu:25 HTTP/1.1" -> 25 (RFC 9110, 9.3.6); 0: no port is named
std::uint16_t port_in(std::string_view target) {
  target = target.substr(0, target.find(' '));
  const std::size_t colon = target.rfind(':');
  if (colon == std::string_view::npos) return 0;
  std::uint16_t port = 0;
  const auto [end, error] = std::from_chars(target.data() + colon + 1, target.data() + target.size(), port);
  return error == std::errc() && end == target.data() + target.size() ? port : std::uint16_t{0};
}

constexpr std::uint64_t status_length = 12;

// "HTTP/1.1 200 OK" -> "200"
std::string_view status_of(std::string_view line) {
  if (!line.starts_with("HTTP/1.")) return {};
  const std::size_t space = line.find(' ');
  if (space == std::string_view::npos) return {};
  const std::string_view code = line.substr(space + 1, 3);
  return code.size() == 3 && code.find_first_not_of("0123456789") == std::string_view::npos ? code : std::string_view();
}

}  // namespace

HeaderLine split_header(std::string_view line) {
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon == 0 || line.find_first_of(" \t") < colon) return {};
  std::string_view value = line.substr(colon + 1);
  while (!value.empty() && (value.front() == ' ' || value.front() == '\t')) value.remove_prefix(1);
  while (!value.empty() && (value.back() == ' ' || value.back() == '\t')) value.remove_suffix(1);
  return {lower(line.substr(0, colon)), value};
}

Next HttpDialogue::next(Side from) const {
  const Direction& here = directions_[from == Side::client ? 0 : 1];
  if (from == Side::client && waits_for_tunnel()) return {Form::withheld, 0};
  if (here.unsure && here.peeked < status_length) return {Form::withheld, 0};
  if (here.phase == Phase::body || here.phase == Phase::chunk) return {Form::counted, here.left};
  if (here.phase == Phase::rest) return {Form::rest, 0};
  return {};
}

const Asked* HttpDialogue::announced(Side from) const {
  if (pending_.empty()) return nullptr;
  return from == Side::client ? &pending_.back() : &pending_.front();
}

void HttpDialogue::content_begins(Side from) { of(from).open = true; }

// Nothing else can follow CONNECT before its answer; a server that never gives one is not waited for without end.
bool HttpDialogue::waits_for_tunnel() const {
  constexpr std::size_t most_withheld = 64 * 1024;
  return directions_[0].phase == Phase::start && !pending_.empty() && pending_.back().verb == "CONNECT" && withheld_ < most_withheld;
}

void HttpDialogue::passed(Side from, std::uint64_t count) {
  Direction& here = of(from);
  if (here.unsure) return void(here.peeked += count);
  if (from == Side::client && waits_for_tunnel()) withheld_ += count;
  here.left -= std::min(here.left, count);
}

// Where the next answer stands instead of a body, this one answered HEAD.
void HttpDialogue::released(Side from, std::string_view withheld) {
  Direction& here = of(from);
  if (!std::exchange(here.unsure, false)) return;
  if (!status_of(withheld.substr(0, status_length)).empty())  // no more of it was waited for
    here = {};
  else if (here.answers_unheard)
    audience_.content_damaged(from);
}

void HttpDialogue::content_over(const Heard& last) {
  Direction& here = of(last.from);
  if (here.phase == Phase::chunk)
    here.phase = Phase::chunk_end;
  else
    message_over(last, true);
}

void HttpDialogue::message_over(const Heard& last, bool complete) {
  Direction& here = of(last.from);
  if (here.open) tell_content_end(last, complete);
  if (last.from == Side::server && (here.status == 0 || here.status >= 200)) answered();
  here = {};
}

// Where lines are missing, the next request or status line is waited for. Which of the requests so far an answer behind
// missing ones belongs to is not known.
void HttpDialogue::gap(Side from, Lost) {
  Direction& here = of(from);
  const bool counted = (here.phase == Phase::body || here.phase == Phase::chunk) && here.left > 0;
  here.damaged = here.damaged || here.phase == Phase::header;
  if (here.open || counted || here.phase == Phase::rest) audience_.content_damaged(from);
  const bool goes_on = counted || here.phase == Phase::rest || here.phase == Phase::chunk_end || here.phase == Phase::chunk_size;
  unheard_ = unheard_ || (from == Side::client && !goes_on);
  if (from == Side::server || !goes_on) pending_.resize(goes_on && !pending_.empty() ? 1 : 0);
}

void HttpDialogue::ended(Side from) {
  Direction& here = of(from);
  Heard last;
  last.from = from;
  if (here.open) message_over(last, here.phase == Phase::rest);
}

void HttpDialogue::tell(const Heard& line, LineKind kind, std::string_view code, bool last) {
  Spoken spoken = understood(line, kind);
  spoken.line.code = code;
  spoken.answers = announced(line.from);
  spoken.last = last;
  audience_.spoken(spoken);
}

void HttpDialogue::heard(const Heard& line) {
  Direction& here = of(line.from);
  switch (here.phase) {
    case Phase::start: return line.from == Side::client ? request_line(line) : status_line(line);
    case Phase::header: return header_line(line);
    case Phase::chunk_size: return chunk_size(line);
    case Phase::chunk_end:
      here.phase = Phase::chunk_size;
      if (!line.text.empty()) chunk_size(line);
      return;
    case Phase::trailer:
      tell(line, LineKind::continuation, {}, line.text.empty());
      if (line.text.empty()) message_over(line, true);
      return;
    case Phase::body:
    case Phase::chunk:
    case Phase::rest: return say(line, LineKind::invalid);  // the rest of a line that began before
  }
}

void HttpDialogue::request_line(const Heard& line) {
  if (line.text.empty()) return;  // some clients send one too many (RFC 9112, 2.2)
  if (!line.whole || !is_http_request(line.text)) return say(line, LineKind::invalid);
  client_spoke();
  say_command(line, line.text);
  of(Side::client).phase = Phase::header;
}

void HttpDialogue::status_line(const Heard& line) {
  const std::string_view code = status_of(line.text);
  if (line.text.empty()) return;
  if (!line.begins || code.empty()) return say(line, LineKind::invalid);
  Direction& here = of(Side::server);
  std::from_chars(code.data(), code.data() + code.size(), here.status);
  here.phase = Phase::header;
  keep_body_back(here.status);
  say_reply(line, LineKind::reply, code, false);
}

// RFC 9110, 10.1.1: who is refused before he has begun his body does not say it.
void HttpDialogue::keep_body_back(int status) {
  Direction& request = of(Side::client);
  if (status == 100) request.expects = false;
  const bool waits = (request.phase == Phase::body && request.left == request.length) || request.phase == Phase::chunk_size;
  if (status >= 300 && request.expects && waits && !request.open && pending_.size() == 1) request = {};
}

void HttpDialogue::header_line(const Heard& line) {
  Direction& here = of(line.from);
  const bool over = line.text.empty();
  // A header whose end was missed: the next message begins.
  if (line.whole &&
      ((line.from == Side::client && is_http_request(line.text)) || (line.from == Side::server && !status_of(line.text).empty()))) {
    here.phase = Phase::start;
    return heard(line);
  }
  const bool cut = !line.whole && line.raw.size() < LineCutter::longest && (line.begins || here.damaged);
  if (cut) return say(line, LineKind::invalid);
  const HeaderLine field = split_header(line.text);
  if (here.damaged && !over && field.name.empty()) {  // its end is missing, too
    here = {};
    return say(line, LineKind::invalid);
  }
  if (field.name == "expect") here.expects = lower(field.value).find("100-continue") != std::string::npos;
  if (field.name == "content-length") take_length(here, field.value);
  if (field.name == "transfer-encoding") here.chunked = lower(field.value).find("chunked") != std::string::npos;
  tell(line, LineKind::continuation, {}, over);
  if (over) header_over(line);
}

// RFC 9112, 6.3: the same number may be said again; a longer one than we can count is never reached.
void HttpDialogue::take_length(Direction& here, std::string_view value) {
  while (!value.empty()) {
    std::string_view each = value.substr(0, value.find(','));
    value.remove_prefix(std::min(value.size(), each.size() + 1));
    while (!each.empty() && each.front() == ' ') each.remove_prefix(1);
    while (!each.empty() && each.back() == ' ') each.remove_suffix(1);
    std::uint64_t length = 0;
    const auto [end, error] = std::from_chars(each.data(), each.data() + each.size(), length);
    if (error == std::errc::result_out_of_range) length = UINT64_MAX;
    const bool number = error != std::errc::invalid_argument && end == each.data() + each.size();
    here.doubtful = here.doubtful || !number || (here.has_length && here.length != length);
    if (!number || here.has_length) continue;
    here.length = length;
    here.has_length = true;
  }
}

bool HttpDialogue::has_no_body(const Direction& answer) const {
  return answer.status < 200 || answer.status == 204 || answer.status == 304 || waits_for("HEAD");
}

void HttpDialogue::header_over(const Heard& line) {
  Direction& here = of(line.from);
  const bool unheard = line.from == Side::server && here.status >= 200 && std::exchange(unheard_, false);  // perhaps it answers HEAD
  const bool of_nothing = line.from == Side::server && here.status >= 200 && pending_.empty();             // its request was not heard
  here.unsure = (unheard || of_nothing) && !here.chunked;
  here.answers_unheard = unheard || (of_nothing && !here.has_length);
  if (here.damaged || (unheard && here.chunked) || (here.doubtful && !here.chunked)) audience_.content_damaged(line.from);
  if (line.from == Side::server) {
    const bool connected = waits_for("CONNECT") && here.status / 100 == 2;
    if (here.status == 101 || connected) {
      tunnel_ = connected ? port_in(pending_.front().argument) : std::uint16_t{0};
      opaque_ = true;
      return;
    }
    if (has_no_body(here)) return message_over(line, true);
  }
  if (here.chunked) {
    here.phase = Phase::chunk_size;
  } else if (here.has_length && here.length > 0) {
    here.left = here.length;
    here.phase = Phase::body;
  } else if (line.from == Side::server && !here.has_length) {
    here.phase = Phase::rest;
  } else {
    message_over(line, true);
  }
}

void HttpDialogue::chunk_size(const Heard& line) {
  Direction& here = of(line.from);
  std::uint64_t size = 0;
  const auto [end, error] = std::from_chars(line.text.data(), line.text.data() + line.text.size(), size, 16);
  if (line.from == Side::server && line.whole && !status_of(line.text).empty()) {  // instead of a body
    here = {};
    return heard(line);
  }
  if (!line.whole || error != std::errc()) {
    say(line, LineKind::invalid);
    here.open = true;  // a message it was, though nothing of it came
    return message_over(line, false);
  }
  tell(line, LineKind::continuation, {}, false);
  here.left = size;
  here.phase = size > 0 ? Phase::chunk : Phase::trailer;
}

}  // namespace cleartext::dialogue
