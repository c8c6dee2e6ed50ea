// The first protocol that the task's checks look for decides, and the server beside it where one is named.
#include "gui/tasks/terminal_call.h"

namespace cleartext::gui {
namespace {

const wire::Host* server_of(const lesson::Evidence& evidence, wire::Service service) {
  if (const wire::Host* named = wire::host_named(evidence.server); named != nullptr && wire::runs(named->role, service)) return named;
  for (const wire::Role role : {wire::Role::hamburger, wire::Role::ftp})
    if (wire::runs(role, service)) return &wire::host(role);
  return nullptr;
}

QString telnet(const lesson::Evidence& evidence, wire::NetworkMode mode) {
  const auto service = wire::service_named(evidence.protocol.substr(0, evidence.protocol.find('|')));
  const wire::Host* server = service && evidence.in_tls != "yes" ? server_of(evidence, *service) : nullptr;
  if (server == nullptr) return {};
  return QStringLiteral(" -- telnet %1 %2")
      .arg(QString::fromUtf8(server->host_name.data(), static_cast<qsizetype>(server->host_name.size())))
      .arg(wire::port(*service, mode));
}

}  // namespace

QString terminal_call(const lesson::Task& task, wire::NetworkMode mode) {
  QString shell = QStringLiteral("cleartext shell");
  for (const auto& check : task.checks)
    for (const auto& seen : check.seen)
      if (!seen.evidence.protocol.empty()) return shell + telnet(seen.evidence, mode);
  return shell;
}

}  // namespace cleartext::gui
