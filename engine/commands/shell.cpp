// `cleartext shell`: a shell, or one command, inside the running lab's network; or in a lab started for it.
#include <unistd.h>
#include <QCoreApplication>

#include "engine/commands/request.h"
#include "engine/commands/tell.h"
#include "engine/session/live_lab.h"
#include "servers/network/private_network.h"

namespace cleartext::commands {
namespace {

std::optional<network::RunningLab> running_lab(const Shell& wanted) {
  for (const auto& lab : network::running_labs()) {
    if (!wanted.network || wire::name(*wanted.network) == lab.mode) return lab;
  }
  return std::nullopt;
}

int inside_running(const network::RunningLab& lab, const Shell& wanted) {
  if (lab.mode == wire::name(wire::NetworkMode::private_network)) {
    if (auto joined = network::join(lab); !joined) return refuse(joined.error());
  } else {
    std::cerr << "cleartext: the lab is on this machine's loopback; SMTP is at port "
              << wire::port(wire::Service::smtp, wire::NetworkMode::loopback) << " there.\n";
  }
  return network::run_inside(wanted.command, lab.certificate);
}

}  // namespace

int shell(const Shell& wanted, int argc, char** argv) {
  if (wanted.network == wire::NetworkMode::recorded)
    return refuse({"A recording has no network to join.", "Choose --network private or --network loopback."}, 2);
  if (const auto lab = running_lab(wanted)) return inside_running(*lab, wanted);
  const auto mode = session::choose_network(wanted.network, session::Need::servers);
  if (!mode) return refuse(mode.error());
  if (wanted.command.empty()) std::cerr << "cleartext: no lab was running, so one was started for this shell; it ends with it.\n";
  QCoreApplication application(argc, argv);
  session::LiveLab live({mode->mode, {}}, session::LiveLab::Capture::off);
  if (auto started = live.start(); !started) return refuse(started.error());
  live.lab().open_gate();
  // The servers answer in the lab's thread, so the command runs from one of its children.
  return live.lab().run_beside([&] { return network::run_inside(wanted.command, live.lab().authority_file()); });
}

}  // namespace cleartext::commands
