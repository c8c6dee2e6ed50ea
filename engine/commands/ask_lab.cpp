#include "engine/commands/ask_lab.h"

#include <QJsonDocument>
#include <sstream>

#include "servers/host/control_port.h"
#include "servers/network/private_network.h"

namespace cleartext::commands {

tl::expected<LabAnswer, wire::Problem> ask_lab(const std::string& request) {
  const auto labs = network::running_labs();
  if (labs.empty()) return tl::unexpected(wire::Problem{"No lab is running.", "Start one with cleartext, or with cleartext serve."});
  const auto text = host::ask(network::control_path(labs.front()), request);
  if (!text) return tl::unexpected(text.error());
  LabAnswer answer;
  bool ended = false;
  std::istringstream lines(*text);
  for (std::string line; std::getline(lines, line);) {
    const auto object = QJsonDocument::fromJson(QByteArray::fromStdString(line)).object();
    if (!object.contains(QLatin1String("ok"))) {
      answer.lines.push_back(object);
      continue;
    }
    ended = true;
    const bool done = object[QLatin1String("ok")].toBool();
    (done ? answer.remark : answer.refusal) = object[QLatin1String("text")].toString().toStdString();
    if (!done) answer.status = object[QLatin1String("status")].toInt(1);
  }
  if (!ended) return tl::unexpected(wire::Problem{"The lab broke off in the middle of its answer.", "Try again."});
  return answer;
}

}  // namespace cleartext::commands
