// How long each service waits for a word, as its RFC wants it.
#pragma once
#include "servers/host/listener.h"
#include "servers/wire/hosts.h"

namespace cleartext::lab {

inline host::Limits limits_of(wire::Service service) {
  using namespace std::chrono_literals;
  host::Limits limits;
  switch (service) {
    case wire::Service::smtp:
    case wire::Service::submission:
    case wire::Service::submissions:
      limits.idle = 5min;  // RFC 5321, 4.5.3.2.7
      break;
    case wire::Service::pop3:
    case wire::Service::pop3s:
      limits.idle = 10min;  // RFC 1939, 3
      break;
    case wire::Service::imap:
    case wire::Service::imaps:
      limits.idle = 31min;  // RFC 3501, 5.4: at least 30; a user agent that waits for news says nothing for 29 (RFC 2177)
      break;
    case wire::Service::http:
      limits.idle = 2min;  // RFC 9112, 9.8 leaves it to the server
      break;
    case wire::Service::ftp:
    case wire::Service::ftps:
      limits.idle = 5min;  // RFC 1123, 4.1.3.2
      break;
    case wire::Service::sftp:
    case wire::Service::printer: break;
  }
  return limits;
}

}  // namespace cleartext::lab
