// How PORT and EPRT write the place that the server is to call.
#pragma once
#include <string_view>

#include "servers/wire/endpoint.h"
#include "servers/wire/syntax.h"

namespace cleartext::ftp {

wire::Parsed<wire::Endpoint> parse_port(std::string_view text);  // "127,0,2,10,195,80" (RFC 959, 5.3.2)

struct ExtendedAddress {
  unsigned protocol = 0;  // 1: IPv4. Of another the endpoint is not read
  wire::Endpoint endpoint;
};
wire::Parsed<ExtendedAddress> parse_extended(std::string_view text);  // "|1|127.0.2.10|50000|" (RFC 2428, 2)

}  // namespace cleartext::ftp
