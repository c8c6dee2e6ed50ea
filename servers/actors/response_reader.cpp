#include "servers/actors/response_reader.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "servers/http/grammar.h"

namespace cleartext::actors {

// RFC 9112, 4: "HTTP/1.1 200 OK"
bool ResponseReader::head_line(std::string_view line) {
  if (!in_head_) {
    const auto status = line.substr(std::min<std::size_t>(9, line.size()), 3);
    const auto [end, error] = std::from_chars(status.data(), status.data() + status.size(), open_.status);
    broken_ = !line.starts_with("HTTP/1.") || error != std::errc{} || end != status.data() + 3;
    in_head_ = !broken_;
    return false;
  }
  if (line.empty()) return true;
  if (auto field = http::parse_field(line))
    open_.fields.add(field->name, field->value);
  else
    broken_ = true;
  return false;
}

// RFC 9112, 6.3
void ResponseReader::begin_body() {
  http::Framing framing;
  framing.chunked = open_.fields.has_word("Transfer-Encoding", "chunked");
  if (const auto* length = open_.fields.find("Content-Length"); length != nullptr && !framing.chunked) {
    const auto [end, error] = std::from_chars(length->data(), length->data() + length->size(), framing.length);
    broken_ = error != std::errc{} || end != length->data() + length->size() || framing.length > most;
    framing.told = true;
  }
  const bool none = open_.status < 200 || open_.status == 204 || open_.status == 304;
  until_end_ = !none && !framing.chunked && !framing.told;
  if (!none && framing.has_body()) body_.emplace(framing, most);
}

std::optional<http::Response> ResponseReader::whole() {
  in_head_ = until_end_ = false;
  body_.reset();
  return std::exchange(open_, {});
}

std::optional<http::Response> ResponseReader::next(std::string_view& bytes) {
  while (!bytes.empty() && !broken_) {
    if (until_end_) {
      open_.body += bytes.substr(0, most - std::min(most, open_.body.size()));
      bytes = {};
      return std::nullopt;
    }
    if (body_) {
      const auto state = body_->take(bytes);
      broken_ = state == http::BodyReader::State::refused;
      if (state != http::BodyReader::State::whole) continue;
      open_.body = std::move(body_->body());
      return whole();
    }
    wire::Line line;
    if (!lines_.next(bytes, line) || !head_line(line.text)) continue;
    begin_body();
    if (!broken_ && !until_end_ && !body_) return whole();
  }
  return std::nullopt;
}

std::optional<http::Response> ResponseReader::ended() {
  if (!until_end_) return std::nullopt;
  return whole();
}

}  // namespace cleartext::actors
