#include "servers/http/http_session.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "servers/http/escape.h"

namespace cleartext::http {

namespace {

// RFC 9110, 5.6.7
std::string date_text(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

bool is_method(std::string_view method) {
  return wire::find_command(commands(), method) != nullptr &&
         std::none_of(method.begin(), method.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool may_have_body(int status) {
  return status >= 200 && status != 204 && status != 304;  // RFC 9110, 6.4.1
}

}  // namespace

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, Site& site) {
  return std::make_unique<HttpSession>(settings, site);
}

Response Site::refusal(int status, std::string_view sentence) const {
  return {
      status,
      {{"Content-Type", "text/html; charset=utf-8"}},
      fmt::format("<!DOCTYPE html>\n<title>{0} {1}</title>\n<h1>{0} {1}</h1>\n<p>{2}</p>\n", status, reason(status), escaped(sentence))};
}

wire::Output HttpSession::receive(std::string_view bytes) {
  wire::Output output;
  while (!closing_) {
    switch (reader_.next(bytes)) {
      case RequestReader::Step::more: return output;
      case RequestReader::Step::header: header_came(output); break;
      case RequestReader::Step::whole: request_came(output); break;
      case RequestReader::Step::refused: refuse(output, reader_.refusal(), After::close); break;
    }
  }
  return output;
}

// RFC 9110, 15.6.4: the browser has asked for nothing yet, and will take this for the answer.
wire::Output HttpSession::turn_away(std::string_view why) {
  wire::Output output;
  refuse(output, {503, std::string(why) + "."}, After::close);
  return output;
}

// RFC 9110, 15.5.9: only a request that was begun gets an answer; a browser would take it for that of its next one.
wire::Output HttpSession::timed_out() {
  wire::Output output;
  if (reader_.begun() && !closing_) {
    refuse(output, {408, "The request was begun, and its end did not come."}, After::close);
  } else {
    output.effects.emplace_back(wire::Close{});
  }
  closing_ = true;
  return output;
}

// What the header alone tells is answered at once. If a body follows it, nobody knows whether it will be sent.
void HttpSession::header_came(wire::Output& output) {
  answered_ = false;
  if (const auto refusal = refused()) {
    answered_ = true;
    const bool more_follows = reader_.framing().has_body() || refusal->status == 411;
    return refuse(output, *refusal, more_follows ? After::close : After::as_asked);
  }
  // 10.1.1: a client that asks first is told to go on.
  const auto& request = reader_.request();
  if (request.minor_version > 0 && reader_.framing().has_body() && request.fields.has_word("Expect", "100-continue"))
    output.bytes += "HTTP/1.1 100 Continue\r\n\r\n";
}

std::optional<Refusal> HttpSession::refused() const {
  const auto& request = reader_.request();
  if (!is_method(request.method)) return Refusal{501, "This server does not know the method, the first word of the request."};
  if (request.method == "CONNECT") return Refusal{501, "This server is no proxy."};
  if (request.path != "*") {
    const auto methods = site_.methods(request.path);
    if (methods.empty()) return Refusal{404, "There is nothing at this address."};
    const auto known = Fields{{"", methods}}.has_word("", request.method);
    if (!known && request.method != "OPTIONS") return Refusal{405, "This address is there, but the method does not go with it."};
  }
  if (request.method == "POST" && !reader_.framing().told)
    return Refusal{411, "The length of what is sent must be told: a Content-Length line is missing."};
  const auto expected = request.fields.list("Expect");
  if (request.minor_version > 0 && !expected.empty() && (expected.size() > 1 || !request.fields.has_word("Expect", "100-continue")))
    return Refusal{417, "The only thing to expect here is 100-continue."};
  return std::nullopt;
}

void HttpSession::request_came(wire::Output& output) {
  if (std::exchange(answered_, false)) return;
  auto request = reader_.request();
  request.peer = settings_.peer;
  if (request.method == "OPTIONS") {  // 9.3.7
    const auto methods = request.path == "*" ? std::string("GET, HEAD, POST") : site_.methods(request.path);
    return say(output, {204, {{"Allow", methods + ", OPTIONS"}}, {}}, After::as_asked);
  }
  const auto response = site_.answer(request);
  const bool tried = request.method == "POST" || !request.fields.list("Authorization").empty();
  if (response.status == 401 && tried) output.effects.emplace_back(wire::WrongPassword{});
  say(output, response, After::as_asked);
}

void HttpSession::refuse(wire::Output& output, const Refusal& refusal, After after) {
  auto response = site_.refusal(refusal.status, refusal.sentence);
  if (refusal.status == 405) response.fields.add("Allow", site_.methods(reader_.request().path) + ", OPTIONS");  // 15.5.6
  say(output, response, after);
}

void HttpSession::say(wire::Output& output, const Response& response, After after) {
  const auto& request = reader_.request();
  const bool stays = after == After::as_asked && peer_wants_more();
  const bool empty = !may_have_body(response.status);
  auto head =
      fmt::format("HTTP/1.1 {} {}\r\nDate: {}\r\nServer: cleartext\r\n", response.status, reason(response.status), date_text(site_.now()));
  for (const auto& field : response.fields) head += fmt::format("{}: {}\r\n", field.name, field.value);
  if (!empty) head += fmt::format("Content-Length: {}\r\n", response.body.size());
  if (!stays) head += "Connection: close\r\n";
  if (stays && request.minor_version == 0) head += "Connection: keep-alive\r\n";
  output.bytes += head + "\r\n";
  if (!empty && request.method != "HEAD") output.bytes += response.body;
  if (stays) return;
  closing_ = true;
  output.effects.emplace_back(wire::Close{});
}

// RFC 9112, 9.3: HTTP/1.1 stays unless told otherwise, HTTP/1.0 goes unless told otherwise.
bool HttpSession::peer_wants_more() const {
  const auto& request = reader_.request();
  if (request.fields.has_word("Connection", "close")) return false;
  return request.minor_version > 0 || request.fields.has_word("Connection", "keep-alive");
}

}  // namespace cleartext::http
