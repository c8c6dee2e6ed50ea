#include "engine/talk/tongue.h"

#include "servers/ftp/session.h"
#include "servers/ftp/states.h"
#include "servers/http/session.h"
#include "servers/imap/session.h"
#include "servers/imap/states.h"
#include "servers/pop3/session.h"
#include "servers/pop3/states.h"
#include "servers/smtp/session.h"
#include "servers/smtp/states.h"

namespace cleartext::talk {

Tongue tongue_of(wire::Service service) {
  switch (service) {
    case wire::Service::smtp:
    case wire::Service::submission:
    case wire::Service::submissions: return {smtp::commands(), smtp::replies(), &smtp::states()};
    case wire::Service::pop3:
    case wire::Service::pop3s: return {pop3::commands(), pop3::replies(), &pop3::states()};
    case wire::Service::imap:
    case wire::Service::imaps: return {imap::commands(), imap::replies(), &imap::states(), true};
    case wire::Service::ftp:
    case wire::Service::ftps: return {ftp::commands(), ftp::replies(), &ftp::states()};
    case wire::Service::http: return {http::commands(), http::replies()};
    case wire::Service::sftp:
    case wire::Service::printer: break;
  }
  return {};
}

std::optional<wire::Service> service_of(packet::Protocol protocol) {
  switch (protocol) {
    case packet::Protocol::smtp: return wire::Service::smtp;
    case packet::Protocol::pop3: return wire::Service::pop3;
    case packet::Protocol::imap: return wire::Service::imap;
    case packet::Protocol::ftp: return wire::Service::ftp;
    case packet::Protocol::http: return wire::Service::http;
    case packet::Protocol::unknown:
    case packet::Protocol::arp:
    case packet::Protocol::icmp:
    case packet::Protocol::udp:
    case packet::Protocol::dns:
    case packet::Protocol::tcp:
    case packet::Protocol::ftp_data:
    case packet::Protocol::tls:
    case packet::Protocol::ssh: break;
  }
  return std::nullopt;
}

}  // namespace cleartext::talk
