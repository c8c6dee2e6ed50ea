// What stands in front in the window: it is told, so that the next start can go on there.
#include <QStackedWidget>

#include "gui/bench/bench.h"
#include "gui/presenter/presenter.h"
#include "gui/window/main_window.h"
#include "gui/window/top_bar.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {

Front MainWindow::front() const { return {top_->place()->current(), bench_->currentIndex(), static_cast<int>(wire_->tab_now())}; }

// The free lab's start may have no tasks, a lesson no servers: what is not there stays behind what is.
void MainWindow::show_front(const Front& front) {
  if (const auto* place = top_->place()->segment(front.place); place != nullptr && !place->isHidden())
    top_->place()->set_current(front.place);
  bench_->show_page(front.bench);
  wire_->show_tab(static_cast<WireTabs::Tab>(front.tab));
}

void MainWindow::follow_front() {
  const auto tell = [this] {
    if (page() == nullptr && !presenter_->on()) Q_EMIT front_changed();
  };
  connect(top_->place(), &Segmented::chosen, this, tell);
  connect(bench_, &Bench::page_shown, this, tell);
  connect(wire_, &WireTabs::tab_shown, this, tell);
}

}  // namespace cleartext::gui
