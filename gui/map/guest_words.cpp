#include "gui/map/guest_words.h"

#include <QLocale>

#include "servers/wire/hosts.h"

namespace cleartext::gui {
namespace {

constexpr std::uint16_t https = 443;

GuestKind kind_of(wire::Service service) {
  switch (service) {
    case wire::Service::smtp:
    case wire::Service::submission:
    case wire::Service::submissions:
    case wire::Service::pop3:
    case wire::Service::pop3s:
    case wire::Service::imap:
    case wire::Service::imaps: return GuestKind::mail;
    case wire::Service::http: return GuestKind::web;
    case wire::Service::ftp:
    case wire::Service::ftps: return GuestKind::files;
    case wire::Service::sftp: return GuestKind::remote;
    case wire::Service::printer: return GuestKind::other;
  }
  return GuestKind::other;
}

}  // namespace

GuestKind served_in(const stream::StreamInfo& stream) {
  switch (stream.protocol) {
    case packet::Protocol::smtp:
    case packet::Protocol::pop3:
    case packet::Protocol::imap: return GuestKind::mail;
    case packet::Protocol::ftp:
    case packet::Protocol::ftp_data: return GuestKind::files;
    case packet::Protocol::http: return GuestKind::web;
    case packet::Protocol::ssh: return GuestKind::remote;
    case packet::Protocol::dns: return GuestKind::names;
    case packet::Protocol::unknown:
    case packet::Protocol::arp:
    case packet::Protocol::icmp:
    case packet::Protocol::udp:
    case packet::Protocol::tcp:
    case packet::Protocol::tls: break;
  }
  if (stream.server.port == https) return GuestKind::web;
  const auto service = wire::service_at(stream.server.port);
  return service ? kind_of(*service) : GuestKind::other;
}

QString kind_words(GuestKind kind) {
  switch (kind) {
    case GuestKind::client: return GuestWords::tr("client");
    case GuestKind::mail: return GuestWords::tr("mail server");
    case GuestKind::files: return GuestWords::tr("FTP server");
    case GuestKind::web: return GuestWords::tr("web server");
    case GuestKind::remote: return GuestWords::tr("SSH server");
    case GuestKind::names: return GuestWords::tr("name server");
    case GuestKind::other: return GuestWords::tr("server");
    case GuestKind::more: break;
  }
  return {};
}

Guest many_more(Machine machine, GuestColumn column, std::size_t number) {
  Guest guest;
  guest.machine = machine;
  guest.kind = GuestKind::more;
  guest.column = column;
  guest.name = GuestWords::tr("%1 more").arg(QLocale().toString(static_cast<qulonglong>(number)));
  switch (column) {
    case GuestColumn::left: guest.note = GuestWords::tr("clients"); break;
    case GuestColumn::middle: guest.note = GuestWords::tr("client and server"); break;
    case GuestColumn::right: guest.note = GuestWords::tr("servers"); break;
  }
  guest.told = guest.name + QStringLiteral(" · ") + guest.note + QLatin1Char('\n') +
               GuestWords::tr("Those that said least. The packet list has all of them.");
  return guest;
}

}  // namespace cleartext::gui
