// `cleartext serve`: the world for anyone's client, until SIGINT or SIGTERM.
#include <fmt/format.h>
#include <QCoreApplication>
#include <QJsonArray>

#include "engine/commands/ending.h"
#include "engine/commands/request.h"
#include "engine/commands/tell.h"
#include "engine/session/live_lab.h"
#include "engine/session/tape.h"
#include "servers/host/open_files.h"
#include "servers/store/accounts.h"

namespace cleartext::commands {
namespace {

void print_services(const std::vector<lab::RunningService>& services, Format format) {
  QJsonArray list;
  for (const auto& each : services) {
    const auto address = wire::address_text(each.at.address);
    const auto host = std::string(wire::host(each.role).host_name);
    const auto service = std::string(wire::name(each.service));
    if (format == Format::text) std::cout << fmt::format("{} {} {} {}\n", service, host, address, each.at.port);
    list.append(QJsonObject{{q("service"), q(service)}, {q("host"), q(host)}, {q("address"), q(address)}, {q("port"), each.at.port}});
  }
  if (format == Format::jsonl) print_json({{q("services"), list}});
  std::cout << "ready" << std::endl;
}

}  // namespace

int serve(const Serve& wanted, int argc, char** argv) {
  if (wanted.network == wire::NetworkMode::recorded)
    return refuse({"A recording has no servers.", "Choose --network private or --network loopback."}, 2);
  lab::Settings settings;
  settings.data_folder = wanted.data;
  settings.mailbox_quota = wanted.mailbox_quota.value_or(settings.mailbox_quota);
  settings.disk_quota = wanted.disk_quota.value_or(settings.disk_quota);
  for (const auto& text : wanted.accounts) {
    auto account = store::read_account(text);
    if (!account) return refuse(account.error(), 2);
    settings.givens.accounts.push_back(std::move(*account));
  }
  const bool capture = !wanted.pcap.empty();
  const auto mode = session::choose_network(wanted.network, capture ? session::Need::capture : session::Need::servers);
  if (!mode) return refuse(mode.error());
  QCoreApplication application(argc, argv);
  Ending ending;
  settings.mode = mode->mode;
  session::LiveLab live(settings, session::LiveLab::Capture::off);
  if (auto started = live.start(); !started) return refuse(started.error());
  std::optional<session::Tape> tape;
  if (capture) {
    auto begun = session::Tape::start(live.lab(), wanted.pcap);
    if (!begun) return refuse(begun.error());
    tape = std::move(*begun);
    if (!tape->before().empty())
      std::cerr << "cleartext: " << wanted.pcap << " was there before. Until this run has ended it is kept as " << tape->before() << ".\n";
  }
  live.lab().open_gate();
  if (const auto few = host::few_files_sentence(); !few.empty()) std::cerr << "cleartext: " << few << "\n";
  print_services(live.lab().services(), wanted.format);
  QCoreApplication::exec();
  if (!tape) return 0;
  if (auto saved = tape->keep(); !saved) return refuse(saved.error());
  if (tape->missed() > 0)
    std::cerr << "cleartext: packets missing from " << wanted.pcap << ": " << tape->missed() << ". More came than could be kept.\n";
  return 0;
}

}  // namespace cleartext::commands
