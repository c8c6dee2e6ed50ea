// Bytes to requests, in any cut. A request is told twice: when its header is there, so that what will be refused
// need not be sent, and when it is whole. After a refusal nothing more is read: where the next request would
// begin is not known any more.
#pragma once
#include <functional>
#include <optional>
#include <string_view>

#include "servers/http/body_reader.h"
#include "servers/http/message.h"
#include "servers/wire/line_splitter.h"

namespace cleartext::http {

struct Limits {
  std::size_t request_line = 8000;  // RFC 9112, 3 wants no less
  std::size_t field_line = 8192, fields = 100, header = 64 * 1024;
  std::size_t body = 1024 * 1024;
};

class RequestReader {
 public:
  enum class Step : unsigned char { more, header, whole, refused };
  // `body_bound`: how long the body of a request may be whose header is there; else the limit counts.
  using BodyBound = std::function<std::size_t(const Request&)>;
  explicit RequestReader(Limits limits = {}, BodyBound body_bound = {}) : limits_(limits), body_bound_(std::move(body_bound)) {}
  Step next(std::string_view& bytes);  // takes bytes off the front; `more` only when they are used up
  const Request& request() const { return request_; }
  const Framing& framing() const { return framing_; }
  const Refusal& refusal() const { return refusal_; }
  bool begun() const { return place_ != Place::start || !lines_.unfinished().empty(); }

 private:
  enum class Place : unsigned char { start, fields, body, whole, refused };
  bool may_begin(std::string_view bytes);
  std::optional<Step> read_line(std::string_view& bytes);
  std::optional<Step> start_line(std::string_view line);
  std::optional<Step> field_line(std::string_view line);
  Step header_over();
  Step refuse(Refusal refusal);
  std::size_t longest() const { return place_ == Place::start ? limits_.request_line : limits_.field_line; }

  Limits limits_;
  BodyBound body_bound_;
  Place place_ = Place::start;
  wire::LineSplitter lines_{limits_.request_line};
  Request request_;
  Framing framing_;
  std::optional<BodyReader> body_;
  std::size_t header_bytes_ = 0, empty_lines_ = 0;
  Refusal refusal_{};
};

}  // namespace cleartext::http
