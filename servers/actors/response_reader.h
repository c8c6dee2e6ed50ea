// Reads what an HTTP server answers (RFC 9112): status line, header fields, and a body of a known length, in chunks, or
// up to the end of the connection.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "servers/http/body_reader.h"
#include "servers/http/message.h"
#include "servers/wire/line_splitter.h"

namespace cleartext::actors {

class ResponseReader {
 public:
  // Takes bytes off the front until a response is whole; empty when more are needed, or when it is broken.
  std::optional<http::Response> next(std::string_view& bytes);
  std::optional<http::Response> ended();   // the connection is over: what had no length is whole now
  bool broken() const { return broken_; }  // this is not HTTP

 private:
  static constexpr std::size_t most = 64 << 20;
  bool head_line(std::string_view line);  // true: the head is over
  void begin_body();
  std::optional<http::Response> whole();
  wire::LineSplitter lines_{64 * 1024};
  http::Response open_;
  std::optional<http::BodyReader> body_;
  bool in_head_ = false, until_end_ = false, broken_ = false;
};

}  // namespace cleartext::actors
