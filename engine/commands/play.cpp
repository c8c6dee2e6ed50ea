// `cleartext play`: a lesson in the terminal, each step with its evidence.
#include <QCoreApplication>
#include <QJsonArray>
#include <QLocale>
#include <fmt/format.h>

#include "engine/commands/ending.h"
#include "engine/commands/faults.h"
#include "engine/commands/request.h"
#include "engine/commands/tell.h"
#include "engine/lesson/player.h"
#include "engine/session/live_lab.h"

namespace cleartext::commands {
namespace {

using lesson::Player;
using lesson::StepState;

std::string language() { return QLocale().name().left(2).toStdString(); }

void print_step_json(const Player& player, int step) {
  const auto& script = player.lesson().steps[static_cast<std::size_t>(step)];
  QJsonArray evidence;
  for (const auto packet : player.evidence(step)) evidence.append(static_cast<qint64>(packet));
  print_json({{q("lesson"), q(player.lesson().id)},
              {q("step"), q(script.id)},
              {q("title"), q(lesson::text(script.title, "en"))},
              {q("seen"), player.state(step) == StepState::seen},
              {q("evidence"), evidence}});
}

void print_lines(const analysis::Recording& recording, std::uint32_t first, std::uint32_t last) {
  for (const auto& line : recording.lines()) {
    if (line.packet < first || line.packet > last) continue;
    const auto* arrow = line.from == wire::Side::client ? "->" : "<-";
    std::cout << fmt::format("    {:>5} {} {}\n", line.packet, arrow, dialogue::printable(line.text));
  }
}

// Markdown as plain words: a terminal has no bold.
std::string for_a_terminal(const std::string& markdown) {
  std::string plain;
  for (const char c : markdown) {
    if (c != '*' && c != '`' && !(plain.empty() && c == '\n')) plain += c;
  }
  while (plain.ends_with("\n\n")) plain.pop_back();
  return plain;
}

void print_step_text(const Player& player, const analysis::Recording& recording, int step, std::uint32_t first) {
  const auto& script = player.lesson().steps[static_cast<std::size_t>(step)];
  const bool seen = player.state(step) == StepState::seen;
  std::cout << fmt::format("\n{}. {}\n\n", step + 1, lesson::text(script.title, language()));
  std::cout << for_a_terminal(lesson::text(script.narration, language())) << '\n';
  const auto& evidence = player.evidence(step);
  print_lines(recording, first, static_cast<std::uint32_t>(recording.packets().size()));
  if (!seen) {
    std::cout << "    not seen: " << player.failure(step) << '\n';
  } else if (evidence.empty()) {
    std::cout << "    Nothing crosses the wire in this step.\n";
  } else {
    std::cout << fmt::format("    seen in packet{} {}\n", evidence.size() == 1 ? "" : "s", fmt::join(evidence, ", "));
  }
  std::cout.flush();
}

}  // namespace

int play(const Play& wanted, int argc, char** argv) {
  const auto folder = lesson::find_lesson(wanted.lesson);
  if (!folder) return refuse(folder.error());
  auto script = lesson::load(*folder);
  if (!script) return print_faults(script.error());
  const auto mode = session::choose_network(wanted.network, true);
  if (!mode) return refuse(mode.error());

  QCoreApplication application(argc, argv);
  Ending ending;
  session::LiveLab live({*mode, {}});
  if (auto started = live.start(); !started) return refuse(started.error());
  Player player(std::move(*script), live.lab(), live.recording());
  if (wanted.format == Format::text) {
    std::cout << lesson::text(player.lesson().title, language()) << "\n(" << wire::name(*mode) << " network, real packets)\n";
  }
  std::uint32_t first = 1;
  auto tell = [&](int step) {
    if (wanted.format == Format::jsonl) return print_step_json(player, step);
    print_step_text(player, live.recording(), step, first);
    first = static_cast<std::uint32_t>(live.recording().packets().size()) + 1;
  };
  QObject::connect(&player, &Player::step_seen, tell);
  QObject::connect(&player, &Player::step_failed, tell);
  // What is on its way to the capture when the last step is seen belongs into the file too.
  QObject::connect(&player, &Player::done, [&] { live.stop_capture(); });
  bool broken = false;
  QObject::connect(&live, &session::LiveLab::capture_ended, &application, [&](const QString& problem) {
    broken = !problem.isEmpty();
    if (broken) refuse({problem.toStdString(), {}});
    QCoreApplication::quit();
  });
  player.play(static_cast<int>(wanted.pace * 1000));
  QCoreApplication::exec();

  if (!wanted.pcap.empty()) {
    if (auto saved = live.save(wanted.pcap, packet_comments(player)); !saved) return refuse(saved.error());
  }
  if (ending.came()) return refuse({"The lesson was stopped before its end.", {}});
  return player.finished() && !broken ? 0 : 1;
}

}  // namespace cleartext::commands
