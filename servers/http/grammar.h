// The request line and the header fields (RFC 9112, 3 and 5). Read to the letter: what two programs read in two
// ways is how requests are smuggled past a guard, so nothing is guessed here.
#pragma once
#include <cstdint>
#include <string_view>
#include <tl/expected.hpp>

#include "servers/http/message.h"

namespace cleartext::http {

bool is_token_sign(char c);  // RFC 9110, 5.6.2
tl::expected<Request, Refusal> parse_request_line(std::string_view line);
tl::expected<Field, Refusal> parse_field(std::string_view line);

// How long the body is (RFC 9112, 6).
struct Framing {
  bool chunked = false;
  std::uint64_t length = 0;
  bool told = false;  // a Content-Length or Transfer-Encoding was there
  bool has_body() const { return chunked || length > 0; }
};
// Looks at the fields that must be right before anything else is: Host, Content-Length, Transfer-Encoding.
tl::expected<Framing, Refusal> framing(const Request& request);

}  // namespace cleartext::http
