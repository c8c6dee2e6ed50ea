#include "gui/program/open_window.h"

#include <QApplication>
#include <QLoggingCategory>
#include <cstdlib>
#include <iostream>

#include "engine/commands/ending.h"
#include "engine/lesson/passages.h"
#include "engine/lesson/player.h"
#include "engine/session/live_lab.h"
#include "engine/session/recorded_run.h"
#include "gui/capture/captures.h"
#include "gui/program/display_loss.h"
#include "gui/window/main_window.h"

namespace cleartext::gui {
namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

// Qt aborts when it cannot reach the screen; nothing runs yet, so a sentence and an exit status do.
void refuse_screen(QtMsgType type, const QMessageLogContext&, const QString&) {
  if (type != QtFatalMsg) return;
  std::cerr << "cleartext: the display " << qEnvironmentVariable("DISPLAY", qEnvironmentVariable("WAYLAND_DISPLAY")).toStdString()
            << " cannot be opened. Without one, `cleartext play alice-sends-bob` plays in the terminal.\n";
  std::_Exit(1);
}

int run(MainWindow& window, const std::function<void()>& tidy_up = [] {}) {
  const DisplayLoss loss([&] {
    tidy_up();
    for (QWidget* one : QApplication::topLevelWidgets())
      if (auto* writes = qobject_cast<MainWindow*>(one)) writes->wait_for_files();
  });
  commands::Ending ending;
  window.show();
  return QApplication::exec();
}

// A capture from elsewhere: no lab, no lesson, every view.
int show_file(const std::string& path, Theme& theme) {
  CaptureWindow capture(theme);
  capture.open(q(path));
  return run(capture.window());
}

// No network that can be watched: the window says so, and what would help. A capture can still be opened in it.
int show_refusal(const wire::Problem& problem, Theme& theme) {
  CaptureWindow capture(theme);
  capture.window().show_problem(q(problem.sentence), q(problem.advice));
  return run(capture.window());
}

void serve_wishes(MainWindow& window, session::LiveLab& live, lesson::Player& player) {
  QObject::connect(&window, &MainWindow::reset_wanted, &live, &session::LiveLab::reset);
  QObject::connect(&live, &session::LiveLab::was_reset, &player, &lesson::Player::restart);
  QObject::connect(&window, &MainWindow::save_wanted, &live, [&](const QString& path) {
    if (auto saved = live.save(path.toStdString(), packet_comments(player)); !saved) {
      window.show_problem(q(saved.error().sentence), q(saved.error().advice));
    } else {
      window.show_saved(path);
    }
  });
  QObject::connect(&live, &session::LiveLab::capture_ended, &window, [&window](const QString& problem) {
    if (!problem.isEmpty()) window.show_problem(problem, QCoreApplication::translate("program", "Reset the lab, or open the window again."));
  });
}

// No lab: what the lesson's own recording holds passes once more, act by act, and nothing is sent.
int show_recorded(const wire::Problem& lacking, Theme& theme) {
  const auto folder = lesson::find_lesson("alice-sends-bob");
  if (!folder) return show_refusal(folder.error(), theme);
  auto script = lesson::load(*folder);
  if (!script) return show_refusal({script.error().front().file + ": " + script.error().front().sentence, {}}, theme);
  auto recorded = lesson::read_recording(*script);
  if (!recorded) return show_refusal(lacking.sentence.empty() ? recorded.error() : lacking, theme);
  session::RecordedRun past(recorded->path);
  lesson::Player player(std::move(*script), std::move(*recorded), past);
  MainWindow window(theme, past.recording(), nullptr, wire::NetworkMode::recorded);
  QObject::connect(&window, &MainWindow::reset_wanted, &past, &session::RecordedRun::reset);
  QObject::connect(&past, &session::RecordedRun::was_reset, &player, &lesson::Player::restart);
  QObject::connect(&window, &MainWindow::save_wanted, &window, &MainWindow::save_all_packets);
  Captures captures(theme);
  QObject::connect(&window, &MainWindow::open_wanted, &captures, [&](const QString& path) { captures.open(path, window); });
  window.show_lesson(player);
  if (!lacking.sentence.empty()) window.show_problem(q(lacking.sentence), q(lacking.advice));
  return run(window);
}

int show_lab(wire::NetworkMode mode, Theme& theme) {
  session::LiveLab live({mode, {}});
  if (auto started = live.start(); !started) return show_refusal(started.error(), theme);
  const auto folder = lesson::find_lesson("alice-sends-bob");
  auto script = folder ? lesson::load(*folder) : tl::unexpected(std::vector<lesson::Fault>{{"", 0, folder.error().sentence}});
  lesson::Player player(script ? std::move(*script) : lesson::Lesson{}, live.lab(), live.recording());
  MainWindow window(theme, live.recording(), &live.lab(), mode);
  serve_wishes(window, live, player);
  Captures captures(theme);
  QObject::connect(&window, &MainWindow::open_wanted, &captures, [&](const QString& path) { captures.open(path, window); });
  if (script) {
    window.show_lesson(player);
  } else {
    window.show_free_lab();
    const auto& fault = script.error().front();
    window.show_problem(q(fault.file + ": " + fault.sentence), {});
  }
  return run(window, [&live] { live.end(); });
}

}  // namespace

int open_window(const commands::OpenWindow& wanted, int argc, char** argv) {
  // A file needs no network; everything else enters it while there is only one thread.
  const auto network = wanted.capture.empty() ? session::choose_network(wanted.network, session::Need::packets)
                                              : tl::expected<session::Network, wire::Problem>();
  qInstallMessageHandler(refuse_screen);
  QApplication application(argc, argv);
  qInstallMessageHandler(nullptr);
  QApplication::setApplicationName(QStringLiteral("cleartext"));
  QApplication::setOrganizationName(QStringLiteral("cleartext"));
  QApplication::setApplicationDisplayName(QStringLiteral("Cleartext"));
  QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false"));  // a picture that breaks off is shown, not complained of
  Theme theme;
  if (!wanted.capture.empty()) return show_file(wanted.capture, theme);
  if (!network) return show_refusal(network.error(), theme);
  return network->mode == wire::NetworkMode::recorded ? show_recorded(network->lacking, theme) : show_lab(network->mode, theme);
}

}  // namespace cleartext::gui
