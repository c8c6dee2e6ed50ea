// A role is read from the hosts and ports of a connection, never from what its ends say about themselves.
#include "gui/wire/names.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cctype>

#include "engine/dialogue/line.h"

namespace cleartext::gui {
namespace {

struct Names {
  Q_DECLARE_TR_FUNCTIONS(Names)
};

bool is_mail_server(const packet::Endpoint& endpoint) {
  const wire::Host* host = host_of(endpoint);
  return host != nullptr && (host->role == wire::Role::crepes || host->role == wire::Role::hamburger);
}

QString role_of_service(wire::Service service, const stream::StreamInfo& stream) {
  switch (service) {
    case wire::Service::smtp:
      if (is_mail_server(stream.client)) return Names::tr("Relay");
      return is_mail_server(stream.server) ? Names::tr("Submission") : Names::tr("Mail transfer");
    case wire::Service::submission:
    case wire::Service::submissions: return Names::tr("Submission");
    case wire::Service::pop3:
    case wire::Service::pop3s:
    case wire::Service::imap:
    case wire::Service::imaps: return Names::tr("Retrieval");
    case wire::Service::http: return Names::tr("Web");
    case wire::Service::ftp:
    case wire::Service::ftps: return Names::tr("FTP control");
    case wire::Service::sftp: return Names::tr("SFTP");
    case wire::Service::printer: return Names::tr("Printing");
  }
  return Names::tr("Connection");
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return out;
}

}  // namespace

const wire::Host* host_of(const packet::Endpoint& endpoint) {
  if (endpoint.is_v6) return nullptr;
  std::uint32_t address = 0;
  for (std::size_t i = 0; i < 4; ++i) address = address << 8 | endpoint.address[i];
  return wire::host_at(address);
}

QString name_of(const analysis::Recording& recording, const packet::Endpoint& endpoint) {
  if (const wire::Host* host = host_of(endpoint)) return from_bytes(host->name);
  const std::string_view name = recording.host_name(endpoint);
  return name.empty() ? QString::fromStdString(packet::address_text(endpoint)) : from_bytes(name);
}

QString spoken_name_of(const analysis::Recording& recording, const packet::Endpoint& endpoint) {
  const wire::Host* host = host_of(endpoint);
  return host != nullptr && host->role == wire::Role::you ? Names::tr("You") : name_of(recording, endpoint);
}

QString protocol_name(packet::Protocol protocol) { return from_bytes(packet::name(protocol)); }

QString link_name(packet::LinkType link) {
  switch (link) {
    case packet::LinkType::null:
    case packet::LinkType::loop: return Names::tr("Loopback");
    case packet::LinkType::ethernet: return Names::tr("Ethernet");
    case packet::LinkType::linux_sll:
    case packet::LinkType::nflog:
    case packet::LinkType::linux_sll2: return Names::tr("Linux capture");
    case packet::LinkType::pppoe:
    case packet::LinkType::cisco_hdlc:
    case packet::LinkType::ppp_with_direction:
    case packet::LinkType::ppp: return QStringLiteral("PPP");
    case packet::LinkType::raw:
    case packet::LinkType::ipv4:
    case packet::LinkType::ipv6:
    case packet::LinkType::unknown: return {};
  }
  return {};
}

QString role_of(const stream::StreamInfo& stream) {
  if (stream.control_stream != packet::no_stream || stream.protocol == packet::Protocol::ftp_data) return Names::tr("FTP data");
  const std::optional<wire::Service> service = wire::service_at(stream.server.port);
  if (service) return role_of_service(*service, stream);
  switch (stream.protocol) {
    case packet::Protocol::smtp: return Names::tr("Mail transfer");
    case packet::Protocol::pop3:
    case packet::Protocol::imap: return Names::tr("Retrieval");
    case packet::Protocol::ftp: return Names::tr("FTP control");
    case packet::Protocol::http: return Names::tr("Web");
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
  return Names::tr("Connection");
}

QString parties_of(const analysis::Recording& recording, const stream::StreamInfo& stream) {
  return Names::tr("%1 → %2 · %3 · stream %4")
      .arg(spoken_name_of(recording, stream.client), spoken_name_of(recording, stream.server), protocol_name(stream.protocol))
      .arg(stream.number);
}

std::string words_of(const analysis::Recording& recording, const packet::Endpoint& endpoint) {
  std::string words = packet::address_text(endpoint);
  if (const std::string_view name = recording.host_name(endpoint); !name.empty()) words += " " + lower(name);
  if (const wire::Host* host = host_of(endpoint))
    for (const std::string_view name : {host->name, host->host_name, host->other_name}) words += " " + lower(name);
  return words;
}

QString counted(std::size_t number, const QString& one, const QString& many) {
  return number == 1 ? one : many.arg(QLocale().toString(static_cast<qulonglong>(number)));
}

QString from_bytes(std::string_view bytes) { return QString::fromStdString(dialogue::printable(bytes)); }

}  // namespace cleartext::gui
