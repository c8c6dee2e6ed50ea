// What can be undone in the window: each of the rooms says how it is taken back.
#include "gui/bench/bench.h"
#include "gui/files/files_view.h"
#include "gui/mail/mail_view.h"
#include "gui/servers/servers_view.h"
#include "gui/window/main_window.h"
#include "gui/window/undoing.h"
#include "servers/faults/fault_text.h"
#include "servers/lab/site_folder.h"

namespace cleartext::gui {

void MainWindow::build_undoing() {
  undoing_ = new Undoing(*problem_, this);
  const auto on_page = [this](QWidget* page) {  // where it comes back, for all to see
    return [this, page](const QString& sentence, const Undoing::TakeBack& take_back) {
      undoing_->did(sentence, [this, page, take_back] {
        bench_->show_page(bench_->indexOf(page));
        return take_back();
      });
    };
  };
  connect(mail_, &MailView::can_be_undone, this, on_page(mail_));
  connect(files_, &FilesView::can_be_undone, this, on_page(files_));
  if (lab_ == nullptr) return;
  files_->set_disk(QString::fromStdString(lab::site_folder_in(lab_->data_folder()).string()));
  connect(lab_, &lab::Lab::was_reset, undoing_, &Undoing::forget);
}

void MainWindow::undo_faults() {
  const auto words = [](const faults::Fault& fault) { return QString::fromStdString(faults::text(fault)); };
  connect(servers_, &ServersView::fault_wanted, this, [this, words](const faults::Fault& fault) {
    const int order = lab_->order(fault);
    undoing_->did(tr("Broken on purpose now: %1").arg(words(fault)), [this, order] {
      lab_->withdraw(order);
      return true;
    });
  });
  connect(servers_, &ServersView::faults_ending, this, [this, words](const std::vector<faults::Ordered>& orders) {
    if (orders.empty()) return;
    QStringList names;
    for (const auto& each : orders) names << words(each.fault);
    undoing_->did(tr("No longer broken: %1").arg(names.join(QStringLiteral(", "))), [this, orders] {
      for (const auto& each : orders) lab_->order(each.fault);
      return true;
    });
  });
}

}  // namespace cleartext::gui
