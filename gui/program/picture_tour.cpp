#include "gui/program/picture_tour.h"

#include <QApplication>
#include <QDir>
#include <QElapsedTimer>
#include <QLoggingCategory>
#include <QSaveFile>
#include <QSettings>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <iostream>

#include "engine/lesson/player.h"
#include "engine/session/live_lab.h"
#include "gui/program/staged_views.h"
#include "gui/window/main_window.h"

namespace cleartext::gui {
namespace {

constexpr int patience_milliseconds = 60'000;

bool until(const std::function<bool()>& there) {
  QElapsedTimer since;
  since.start();
  while (!there() && since.elapsed() < patience_milliseconds) QApplication::processEvents(QEventLoop::WaitForMoreEvents | QEventLoop::AllEvents, 50);
  return there();
}

struct Album {
  QDir folder;
  QStringList names;

  bool add(QWidget& window, const QString& look, const QString& view) {
    for (int i = 0; i < 8; ++i) QApplication::processEvents();  // layouts settle from the outside in
    const QString name = QStringLiteral("%1-%2.png").arg(look, view);
    if (!window.grab().save(folder.filePath(name))) {
      std::cerr << "cleartext: " << folder.filePath(name).toStdString() << " could not be written. Choose another folder.\n";
      return false;
    }
    names << name;
    std::cout << folder.filePath(name).toStdString() << std::endl;  // one by one: it takes a while
    return true;
  }
  bool write_page() const {
    QSaveFile page(folder.filePath(QStringLiteral("index.html")));
    if (!page.open(QIODevice::WriteOnly)) return false;
    QString html = QStringLiteral("<!doctype html><meta charset=utf-8><title>Cleartext</title><style>body{font-family:sans-serif;background:#888}figure{display:inline-block;margin:8px}img{width:620px}</style>");
    for (const QString& name : names) html += QStringLiteral("<figure><a href=\"%1\"><img src=\"%1\" alt=\"\"></a><figcaption>%2</figcaption></figure>\n").arg(name, name.chopped(4));
    page.write(html.toUtf8());
    return page.commit();
  }
};

// What the pictures show: the lesson to its end, and some work by hand.
bool make_something_happen(session::LiveLab& live, lesson::Player& player, MainWindow& window) {
  player.play(0);
  if (!until([&] { return player.finished(); })) return false;
  return work_by_hand(window, live.recording(), until);
}

bool take_pictures(MainWindow& window, Theme& theme, Album& album) {
  for (const StagedLook& look : staged_looks()) {
    look.begin(window, theme);
    for (const StagedView& view : staged_views()) {
      if (!view.bring(window)) continue;
      if (!album.add(window, look.name, view.name)) return false;
      if (view.leave) view.leave(window);
    }
    look.end(window, theme);
  }
  return album.write_page();
}

int with_lab(wire::NetworkMode mode, const QString& folder) {
  Album album{QDir(folder), {}};
  session::LiveLab live({mode, {}});
  if (auto started = live.start(); !started) {
    std::cerr << "cleartext: " << started.error().sentence << ' ' << started.error().advice << '\n';
    return 1;
  }
  const auto found = lesson::find_lesson("alice-sends-bob");
  auto script = found ? lesson::load(*found) : tl::unexpected(std::vector<lesson::Fault>{{"", 0, found.error().sentence}});
  if (!script) {
    std::cerr << "cleartext: " << script.error().front().sentence << '\n';
    return 1;
  }
  Theme theme;
  theme.set_rest(true);                            // nothing is caught in the middle of a motion
  lesson::Player player(std::move(*script), live.lab(), live.recording());
  MainWindow window(theme, live.recording(), &live.lab(), mode);
  window.show_lesson(player);
  window.resize(1280, 800);
  window.show();
  if (!make_something_happen(live, player, window)) {
    std::cerr << "cleartext: the lesson did not come to its end, so there is nothing to take pictures of.\n";
    return 1;
  }
  return take_pictures(window, theme, album) ? 0 : 1;
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
  qputenv("QT_QPA_PLATFORM", "offscreen");         // the same pictures on every machine
  QApplication application(argc, argv);
  const QTemporaryDir settings;                    // nobody's own are read or changed
  QSettings::setDefaultFormat(QSettings::IniFormat);
  QSettings::setPath(QSettings::IniFormat, QSettings::UserScope, settings.path());
  QApplication::setApplicationName(QStringLiteral("cleartext"));
  QApplication::setOrganizationName(QStringLiteral("cleartext"));
  QLoggingCategory::setFilterRules(QStringLiteral("qt.gui.imageio*=false"));
  return with_lab(network->mode, folder);
}

}  // namespace cleartext::gui
