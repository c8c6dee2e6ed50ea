#include "gui/program/picture_tour.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <iostream>

#include "engine/commands/ending.h"
#include "engine/session/live_lab.h"
#include "gui/course/course.h"
#include "gui/language/language.h"
#include "gui/program/album.h"
#include "gui/program/staged_views.h"
#include "gui/window/main_window.h"

namespace cleartext::gui {
namespace {

constexpr int patience_milliseconds = 60'000;

// A signal came: what is open is closed, and nothing is left behind.
const commands::Ending* ending = nullptr;
bool over() { return ending != nullptr && ending->came(); }

bool until(const std::function<bool()>& there) {
  QElapsedTimer since;
  since.start();
  while (!over() && !there() && since.elapsed() < patience_milliseconds)
    QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 10);
  return !over() && there();
}

// One language after the other, over the same lab: a window speaks the language that it was made in.
class Tourist {
 public:
  Tourist(session::LiveLab& live, wire::NetworkMode mode, QApplication& application, Album& album)
      : live_(live), mode_(mode), application_(application), album_(album) {}

  bool see_all() {
    for (const char* language : {"en", "de"})
      if (!see(QString::fromLatin1(language))) return false;
    return true;
  }

 private:
  bool see(const QString& language) {
    speak(application_, language);
    QSettings().clear();  // as the window before left its looks, this one would begin
    Theme theme;
    theme.set_rest(true);  // nothing is caught in the middle of a motion
    Course course(theme, live_, {mode_, language, {}, {}});
    course.window().resize(1280, 800);
    course.show_start();
    course.window().show();
    if (!until([&] { return !course.start_page().rows().isEmpty(); })) return false;
    take(course, theme, language, Shown::start_page);
    if (!make_something_happen(course)) return false;
    take(course, theme, language, Shown::desk);
    return true;
  }

  // What the pictures show: the lesson to its end, and some work by hand.
  bool make_something_happen(Course& course) {
    course.open_lesson(QStringLiteral("alice-sends-bob"));
    if (!until([&] { return course.player() != nullptr; })) return false;
    course.player()->play(0);
    if (!until([&] { return course.player()->finished(); })) return false;
    return work_by_hand(course.window(), live_.recording(), until);
  }

  void take(Course& course, Theme& theme, const QString& language, Shown shown) {
    for (const StagedLook& look : staged_looks()) {
      if (over() || look.language != language) continue;
      look.begin(course.window(), theme);
      for (const StagedView& view : staged_views()) {
        if (over() || view.shown != shown || !view.bring(course.window())) continue;
        album_.add(course.window(), look.name, view.name);
        if (view.leave) view.leave(course.window());
      }
      look.end(course.window(), theme);
    }
  }

  session::LiveLab& live_;
  wire::NetworkMode mode_;
  QApplication& application_;
  Album& album_;
};

int with_lab(wire::NetworkMode mode, const QString& folder, QApplication& application) {
  session::LiveLab live({mode, {}});
  if (auto started = live.start(); !started) {
    std::cerr << "cleartext: " << started.error().sentence << ' ' << started.error().advice << '\n';
    return 1;
  }
  Album album{QDir(folder)};
  if (!Tourist(live, mode, application, album).see_all()) {
    if (!over()) std::cerr << "cleartext: the lesson did not come to its end, so there is nothing to take pictures of.\n";
    return 1;
  }
  return album.finish() && !over() ? 0 : 1;
}

}  // namespace

int save_pictures(const commands::Tour& wanted, int argc, char** argv) {
  const auto network = session::choose_network(wanted.network, session::Need::capture);
  if (!network) {
    std::cerr << "cleartext: " << network.error().sentence << ' ' << network.error().advice << '\n';
    return 1;
  }
  const QString folder = QString::fromStdString(wanted.save);
  if (!QDir().mkpath(folder)) {
    std::cerr << "cleartext: the folder " << wanted.save << " cannot be made. Choose another one.\n";
    return 1;
  }
  qputenv("QT_QPA_PLATFORM", "offscreen");  // the same pictures on every machine
  QApplication application(argc, argv);
  const commands::Ending heard;
  ending = &heard;
  const QTemporaryDir settings;  // nobody's own are read or changed
  QSettings::setDefaultFormat(QSettings::IniFormat);
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
  QApplication::setApplicationName(QStringLiteral("cleartext"));
  QApplication::setOrganizationName(QStringLiteral("cleartext"));
  QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false"));
  return with_lab(network->mode, folder, application);
}

}  // namespace cleartext::gui
