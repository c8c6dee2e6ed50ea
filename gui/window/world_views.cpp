// The servers in the window: what they hold, what is broken in them on purpose, and how other programs reach them.
// Every call to the lab is queued there; the window waits for none.
#include "gui/freelab/free_lab.h"
#include "gui/lesson/script.h"
#include "gui/map/network_map.h"
#include "gui/servers/servers_view.h"
#include "gui/window/main_window.h"
#include "gui/wire/names.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {

void MainWindow::build_world_views() {
  if (lab_ == nullptr) return;
  free_lab_->show_settings(mode_, QString::fromStdString(lab_->authority_file()));
  servers_ = new ServersView(theme_);
  servers_->set_services(lab_->services());
  wire_->add_view(WireTabs::Tab::servers, tr("Servers"), servers_);
  const auto count_faults = [this](std::size_t faults) {
    wire_->set_title(WireTabs::Tab::servers,
                     faults == 0 ? tr("Servers") : tr("Servers · %1").arg(counted(faults, tr("1 fault"), tr("%1 faults"))));
  };
  connect(lab_, &lab::Lab::snapshot, this, [this, count_faults](const lab::Snapshot& snapshot) {
    map_->set_snapshot(snapshot);
    servers_->set_snapshot(snapshot);
    count_faults(snapshot.faults.size());
  });
  connect(lab_, &lab::Lab::was_reset, this, [this, count_faults] {
    servers_->clear();
    count_faults(0);
  });
  connect(lab_, &lab::Lab::order_failed, this, [this](int, const QString& why) { servers_->faults().show_failure(why); });
  undo_faults();
  connect(servers_, &ServersView::end_wanted, this, [this](int order) { lab_->withdraw(order); });
  connect(servers_, &ServersView::end_all_wanted, this, [this] { lab_->withdraw_all(); });
  connect(servers_, &ServersView::quotas_wanted, this, [this](const lab::Quotas& quotas) { lab_->set_quotas(quotas); });
}

}  // namespace cleartext::gui
