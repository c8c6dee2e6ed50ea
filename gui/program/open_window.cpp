#include "gui/program/open_window.h"

#include <QApplication>
#include <QDir>
#include <QFile>
#include <QLoggingCategory>
#include <QStandardPaths>
#include <cstdlib>
#include <iostream>

#include "engine/commands/ending.h"
#include "engine/crash/crash_report.h"
#include "engine/session/live_lab.h"
#include "gui/course/course.h"
#include "gui/course/open_capture.h"
#include "gui/course/open_work.h"
#include "gui/course/recorded_course.h"
#include "gui/language/language.h"
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

int run(
    MainWindow& window, const std::function<void()>& tidy_up = [] {}) {
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

// No lab: what the lessons' own recordings hold passes once more, act by act, and nothing is sent.
int show_recorded(const commands::OpenWindow& wanted, const wire::Problem& lacking, Theme& theme, const QString& language) {
  RecordedCourse course(theme, language);
  course.show_start();
  if (!wanted.lesson.empty()) course.open_lesson(q(wanted.lesson));
  if (!lacking.sentence.empty()) course.window().show_problem(q(lacking.sentence), q(lacking.advice));
  return run(course.window());
}

// The user's own: what he typed and captured is nobody else's business.
QString data_folder() {
  const QString path = QStandardPaths::writableLocation(QStandardPaths::AppDataLocation);
  QDir().mkpath(path);
  QFile::setPermissions(path, QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
  return path;
}

// What a window left that ended before it was closed.
void go_on_after_failure(Course& course, OpenWork& work) {
  const auto left = work.take_left();
  if (!left) return;
  const std::string report = crash::report_of(crash::reports_folder(), static_cast<long>(left->process));
  if (!report.empty()) crash::make_readable(report);
  course.offer_to_go_on(*left, q(report));
}

int show_lab(const commands::OpenWindow& wanted, wire::NetworkMode mode, Theme& theme, const QString& language) {
  session::LiveLab live({mode, {}});
  if (auto started = live.start(); !started) return show_refusal(started.error(), theme);
  const QString progress = data_folder() + QStringLiteral("/progress");
  Course course(theme, live, {mode, language, progress, QStringLiteral("cleartext ") + q(wanted.version)});
  QObject::connect(&course, &Course::began, &course.window(), &MainWindow::greet_newcomer,
                   Qt::QueuedConnection);  // around what is open then
  course.show_start();
  OpenWork work(data_folder() + QStringLiteral("/open"));
  go_on_after_failure(course, work);
  const OpenCapture captured(live.recording(), work.capture_path());
  QObject::connect(&course, &Course::stands, &course, [&work](const QString& lesson, int step) {
    work.set(lesson, step);
    crash::note(lesson.isEmpty() ? "the free lab" : "lesson " + lesson.toStdString() + ", step " + std::to_string(step + 1));
  });
  if (!wanted.lesson.empty()) course.open_lesson(q(wanted.lesson));
  return run(course.window(), [&live] { live.end(); });
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
  const QString language = speak(application, q(wanted.language));
  Theme theme;
  if (!wanted.capture.empty()) return show_file(wanted.capture, theme);
  if (!network) return show_refusal(network.error(), theme);
  return network->mode == wire::NetworkMode::recorded ? show_recorded(wanted, network->lacking, theme, language)
                                                      : show_lab(wanted, network->mode, theme, language);
}

}  // namespace cleartext::gui
