// `cleartext play`: a lesson in the terminal, each step with its evidence; with a student, his tasks and his hand-in.
#include <fmt/format.h>
#include <QCoreApplication>
#include <QLocale>

#include "engine/commands/ending.h"
#include "engine/commands/faults.h"
#include "engine/commands/hand_in_place.h"
#include "engine/commands/request.h"
#include "engine/commands/step_text.h"
#include "engine/commands/tell.h"
#include "engine/grading/hand_in.h"
#include "engine/lesson/recording_note.h"
#include "engine/lesson/solver.h"
#include "engine/lesson/student_id.h"
#include "engine/session/live_lab.h"

namespace cleartext::commands {
namespace {

using lesson::Exercises;
using lesson::Player;
using lesson::Solver;

// One run from the first step to the last task, and what is on its way to the capture then.
class Run {
 public:
  Run(const Play& wanted, lesson::Lesson script, session::LiveLab& live)
      : wanted_(wanted),
        live_(live),
        player_(std::move(script), live.lab(), live.recording()),
        exercises_(player_.lesson(), live.lab(), live.recording()),
        solver_(player_.lesson(), exercises_, live.lab(), live.recording(),
                wanted.solve == "second" ? lesson::Route::second : lesson::Route::solution) {
    QObject::connect(&player_, &Player::step_seen, [this](int step) { tell(step); });
    QObject::connect(&player_, &Player::step_failed, [this](int step) { tell(step); });
    QObject::connect(&player_, &Player::done, [this] { steps_over(); });
    QObject::connect(&solver_, &Solver::done, [this] { live_.stop_capture(); });
    QObject::connect(&live_, &session::LiveLab::capture_ended, &player_, [this](const QString& problem) {
      broken_ = !problem.isEmpty();
      if (broken_) refuse({problem.toStdString(), {}});
      QCoreApplication::quit();
    });
  }

  void start() { player_.play(static_cast<int>(wanted_.pace * 1000)); }
  bool steps_seen() const { return player_.finished() && !broken_; }
  const Player& player() const { return player_; }
  const Exercises& exercises() const { return exercises_; }

 private:
  void tell(int step) {
    if (wanted_.format == Format::jsonl) return print_step_json(player_, step);
    print_step_text(player_, live_.recording(), step, first_);
    first_ = static_cast<std::uint32_t>(live_.recording().packets().size()) + 1;
  }
  void steps_over() {
    if (wanted_.solve.empty() || !player_.finished()) return live_.stop_capture();
    solver_.start();
  }

  const Play& wanted_;
  session::LiveLab& live_;
  Player player_;
  Exercises exercises_;
  Solver solver_;
  std::uint32_t first_ = 1;
  bool broken_ = false;
};

int points_of(const Run& run) {
  int points = 0;
  for (int i = 0; i < static_cast<int>(run.player().lesson().tasks.size()); ++i)
    points += lesson::tally(run.exercises().verdicts(i, language())).points;
  return points;
}

tl::expected<void, wire::Problem> save(const Play& wanted, session::LiveLab& live, const Run& run) {
  const auto& lesson = run.player().lesson();
  const auto program = "cleartext " + QCoreApplication::applicationVersion().toStdString();
  if (!wanted.pcap.empty()) {
    const auto note = note_of(run.player(), static_cast<std::uint32_t>(live.recording().packets().size()), program);
    if (auto saved = live.save(wanted.pcap, packet_comments(run.player()), to_json(note)); !saved) return saved;
  }
  if (wanted.hand_in.empty()) return {};
  const auto made = grading::hand_in_of(lesson, wanted.student, run.exercises().answers(), program);
  std::cerr << wanted.hand_in << ":\n";
  for (const auto& sentence : grading::contents(made, lesson, live.recording())) std::cerr << "  " << sentence << '\n';
  if (auto free = may_replace(wanted.hand_in, wanted.student.id, lesson.id, points_of(run)); !free) return free;
  if (wanted.solve.empty())
    remark(
        "no task was done and no question answered in this run, so it earns next to nothing: do the tasks in the window "
        "(cleartext --lesson " +
        lesson.id + ", then \"Your turn\") and press \"Hand in…\" there.");
  return grading::write_hand_in(wanted.hand_in, made, live.recording(), {});
}

// 0 when every check of every task passes.
int tell_tasks(const Run& run) {
  int status = 0;
  const auto& tasks = run.player().lesson().tasks;
  for (int i = 0; i < static_cast<int>(tasks.size()); ++i) {
    const auto verdicts = run.exercises().verdicts(i, language());
    const auto sum = lesson::tally(verdicts);
    std::cerr << fmt::format("{}: {} of {} checks, {} of {} points\n", tasks[static_cast<std::size_t>(i)].id, sum.passed, sum.all,
                             sum.points, sum.most);
    for (const auto& verdict : verdicts) {
      if (verdict.passed) continue;
      status = 1;
      std::cerr << fmt::format("  {}: {}\n", verdict.check, verdict.note);
    }
  }
  return status;
}

int check_words(const Play& wanted) {
  if (!wanted.hand_in.empty() && wanted.student.id.empty()) return refuse({"A hand-in needs a student.", "Add --student ID."}, 2);
  if (!wanted.student.token.empty() && wanted.student.id.empty()) return refuse({"A token belongs to a student.", "Add --student ID."}, 2);
  if (auto seed = lesson::seed_of(wanted.student, wanted.lesson); !seed) return refuse(seed.error(), 2);
  return 0;
}

}  // namespace

int play(const Play& asked, int argc, char** argv) {
  auto wanted = asked;
  wanted.student.id = lesson::plain_id(asked.student.id);
  if (const int wrong = check_words(wanted)) return wrong;
  const auto folder = lesson::find_lesson(wanted.lesson);
  if (!folder) return refuse(folder.error());
  auto script = lesson::load(*folder, wanted.student);
  if (!script) return print_faults(script.error());
  if (auto free = may_replace(wanted.hand_in, wanted.student.id, script->id, any_points); !free) return refuse(free.error());
  const auto network = session::choose_network(wanted.network, session::Need::packets);
  if (!network) return refuse(network.error());
  if (network->mode == wire::NetworkMode::recorded) return play_recorded(wanted, std::move(*script), network->lacking, argc, argv);

  QCoreApplication application(argc, argv);
  QCoreApplication::setApplicationVersion(q(wanted.version));
  Ending ending;
  session::LiveLab live({network->mode, {}, {script->accounts, script->files, script->quotas}});
  if (auto started = live.start(); !started) return refuse(started.error());
  if (wanted.format == Format::text) {
    std::cout << lesson::text(script->title, language()) << "\n(" << wire::name(network->mode) << " network, real packets)\n";
  }
  Run run(wanted, std::move(*script), live);
  run.start();
  QCoreApplication::exec();

  if (auto saved = save(wanted, live, run); !saved) return refuse(saved.error());
  if (ending.came()) return refuse({"The lesson was stopped before its end.", {}});
  if (!run.steps_seen()) return 1;
  return wanted.solve.empty() ? 0 : tell_tasks(run);
}

}  // namespace cleartext::commands
