#include "servers/http/request_reader.h"

#include <utility>

namespace cleartext::http {

namespace {

constexpr std::size_t most_empty_lines = 16;  // before a request

}  // namespace

RequestReader::Step RequestReader::next(std::string_view& bytes) {
  if (place_ == Place::whole) {  // told, and answered by now
    place_ = Place::start;
    request_ = {};
    body_.reset();
    header_bytes_ = empty_lines_ = 0;
    lines_ = wire::LineSplitter(limits_.request_line);
  }
  if (place_ == Place::refused) return Step::refused;
  if (place_ == Place::body) {
    switch (body_->take(bytes)) {
      case BodyReader::State::open: return Step::more;
      case BodyReader::State::refused: return refuse(body_->refusal());
      case BodyReader::State::whole:
        request_.body = std::move(body_->body());
        place_ = Place::whole;
        return Step::whole;
    }
  }
  while (!bytes.empty()) {
    if (const auto step = read_line(bytes)) return *step;
  }
  return Step::more;
}

// What is no HTTP at all, a TLS hello say, is refused at its first byte: its first line may never end.
bool RequestReader::may_begin(std::string_view bytes) {
  return place_ != Place::start || !lines_.unfinished().empty() || is_token_sign(bytes.front()) || bytes.front() == '\r' ||
         bytes.front() == '\n';
}

std::optional<RequestReader::Step> RequestReader::read_line(std::string_view& bytes) {
  if (!may_begin(bytes)) return refuse({400, "A request begins with a method such as GET. This is something else."});
  const bool in_fields = place_ == Place::fields;
  const auto too_long = [&] {
    return in_fields ? refuse({431, "A header line is too long for this server."})
                     : refuse({414, "The request line is too long for this server."});
  };
  wire::Line line;
  if (!lines_.next(bytes, line)) {
    if (lines_.unfinished().size() >= longest() + 2) return too_long();  // its end is not waited for
    return std::nullopt;
  }
  if (line.too_long) return too_long();
  // RFC 9112, 2.2 allows a kinder reading; what another program reads otherwise is refused here.
  if (line.bare_lf) return refuse({400, "A line ends in CR LF, this one ended in LF alone."});
  if (line.text.find('\r') != line.text.npos) return refuse({400, "A CR stands alone in the middle of a line."});
  return in_fields ? field_line(line.text) : start_line(line.text);
}

std::optional<RequestReader::Step> RequestReader::start_line(std::string_view line) {
  if (line.empty()) {  // 2.2: what a browser of old, or a person at a keyboard, sends after a body
    if (++empty_lines_ > most_empty_lines) return refuse({400, "There are too many empty lines before the request."});
    return std::nullopt;
  }
  auto request = parse_request_line(line);
  if (!request) return refuse(std::move(request.error()));
  request_ = std::move(*request);
  place_ = Place::fields;
  lines_ = wire::LineSplitter(limits_.field_line);
  return std::nullopt;
}

std::optional<RequestReader::Step> RequestReader::field_line(std::string_view line) {
  if (line.empty()) return header_over();
  header_bytes_ += line.size();
  if (request_.fields.size() >= limits_.fields || header_bytes_ > limits_.header)
    return refuse({431, "The header is too long for this server."});
  auto field = parse_field(line);
  if (!field) return refuse(std::move(field.error()));
  request_.fields.add(std::move(field->name), std::move(field->value));
  return std::nullopt;
}

RequestReader::Step RequestReader::header_over() {
  auto known = http::framing(request_);
  if (!known) return refuse(std::move(known.error()));
  const auto most = body_bound_ ? body_bound_(request_) : limits_.body;
  if (known->length > most) return refuse({413, "The body is too long for this server."});
  framing_ = *known;
  body_.emplace(framing_, most);
  place_ = Place::body;
  return Step::header;
}

RequestReader::Step RequestReader::refuse(Refusal refusal) {
  place_ = Place::refused;
  refusal_ = std::move(refusal);
  return Step::refused;
}

}  // namespace cleartext::http
