// Who starts Cleartext for the first time is shown around; who has seen it is left alone.
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>

#include "gui/bench/bench.h"
#include "gui/map/network_map.h"
#include "gui/notebook/notebook.h"
#include "gui/tour/tour.h"
#include "gui/window/bottom_bar.h"
#include "gui/window/main_window.h"
#include "gui/window/top_bar.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {
namespace {

QString seen_already() { return QStringLiteral("tour/seen"); }

}  // namespace

void MainWindow::build_tour() {
  tour_ = new Tour(theme_, this);
  connect(tour_, &Tour::ended, this, [this] {
    QSettings().setValue(seen_already(), true);
    desk_->setFocus();
  });
  add_action(tr("Show me around"), {}, [this] { show_around(); });
}

void MainWindow::greet_newcomer() {
  if (!QSettings().value(seen_already()).toBool()) show_around();
}

void MainWindow::show_around() {
  tour_->begin({
      {left_, tr("The lesson"), tr("It says what happens, step by step. Space does the next thing; nothing runs ahead of you.")},
      {bench_, tr("The network"),
       tr("Real servers inside this program. An envelope moves because a packet was captured. At the right of the title: a console, mail "
          "and files, to do it by hand.")},
      {wire_, tr("What they say"), tr("Every line and every packet. Click one, and the same is selected everywhere, down to its bytes.")},
      {right_, tr("What Eve learns"),
       tr("She listens. What can be read on the way stands in her notebook; passwords are masked until R reveals them.")},
      {bottom_, tr("Time"), tr("Each tick is a packet. Go back, and everything is shown as it was.")},
      {top_, tr("Everything else"),
       tr("Ctrl+K finds any command, Ctrl+F anything that was said, F1 lists the keys, and F5 presents all this to a class.")},
  });
}

}  // namespace cleartext::gui
