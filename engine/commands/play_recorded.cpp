// `cleartext play` where no network is to be had, or none is wanted: the lesson's own recording tells the same steps.
#include <fmt/format.h>
#include <QCoreApplication>

#include "engine/commands/ending.h"
#include "engine/commands/request.h"
#include "engine/commands/step_text.h"
#include "engine/commands/tell.h"
#include "engine/lesson/passages.h"
#include "engine/session/recorded_run.h"

namespace cleartext::commands {
namespace {

int check_words(const Play& wanted) {
  if (!wanted.student.id.empty()) return refuse({"A recording is nobody's own run.", "A student plays where there is a network."}, 2);
  if (!wanted.pcap.empty())
    return refuse({"Nothing is captured where a recording is played.", "The lesson's recording.pcapng is that capture."}, 2);
  return wanted.solve.empty() ? 0 : refuse({"Tasks are done in a lab that runs.", "Choose --network private or --network loopback."}, 2);
}

}  // namespace

int play_recorded(const Play& wanted, lesson::Lesson script, const wire::Problem& lacking, int argc, char** argv) {
  if (!lacking.sentence.empty()) refuse(lacking);
  if (const int wrong = check_words(wanted)) return wrong;
  auto recorded = lesson::read_recording(script);
  if (!recorded) return refuse(recorded.error());
  if (const auto why = lesson::stale(recorded->note, script); !why.empty())
    std::cerr << fmt::format("cleartext: {} is out of date. {} `cleartext lessons --record` renews it.\n", recorded->path, why);

  QCoreApplication application(argc, argv);
  Ending ending;
  session::RecordedRun run(recorded->path);
  if (wanted.format == Format::text)
    std::cout << lesson::text(script.title, language()) << "\n(recorded: these packets were captured earlier, and nothing is sent now)\n";
  lesson::Player player(std::move(script), std::move(*recorded), run);
  std::uint32_t first = 1;
  const auto tell = [&](int step) {
    if (wanted.format == Format::jsonl) return print_step_json(player, step);
    print_step_text(player, run.recording(), step, first);
    first = static_cast<std::uint32_t>(run.recording().packets().size()) + 1;
  };
  QObject::connect(&player, &lesson::Player::step_seen, tell);
  QObject::connect(&player, &lesson::Player::step_failed, tell);
  QObject::connect(&player, &lesson::Player::done, &application, &QCoreApplication::quit, Qt::QueuedConnection);
  player.play(static_cast<int>(wanted.pace * 1000));
  QCoreApplication::exec();
  if (ending.came()) return refuse({"The lesson was stopped before its end.", {}});
  return player.finished() ? 0 : 1;
}

}  // namespace cleartext::commands
