// What each server holds now, its state and its faults, with switches. It shows the snapshots it is given and asks for the
// rest with signals; it waits for nobody.
#pragma once
#include <QScrollArea>
#include <QSplitter>
#include <vector>

#include "gui/servers/fault_desk.h"
#include "gui/servers/machine_box.h"
#include "gui/servers/quota_box.h"

namespace cleartext::gui {

class ServersView : public QWidget {
  Q_OBJECT
 public:
  explicit ServersView(Theme& theme, QWidget* parent = nullptr);
  void set_services(const std::vector<lab::RunningService>& services);
  void set_snapshot(const lab::Snapshot& snapshot);
  void clear();                                // the world was reset
  MachineBox* machine(wire::Role role) const;  // nullptr: it serves nothing
  FaultDesk& faults() { return *faults_; }
  QuotaBox& quotas() { return *quotas_; }

 Q_SIGNALS:
  void fault_wanted(const cleartext::faults::Fault& fault);
  void end_wanted(int order);
  void end_all_wanted();
  void faults_ending(const std::vector<cleartext::faults::Ordered>& orders);  // before it is asked for
  void quotas_wanted(const cleartext::lab::Quotas& quotas);

 protected:
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void refresh();
  void end(const std::vector<int>& orders);
  Theme& theme_;
  QSplitter* splitter_;
  QWidget* page_;
  QVBoxLayout* column_;
  FaultDesk* faults_;
  QuotaBox* quotas_;
  std::vector<MachineBox*> machines_;
  lab::Snapshot snapshot_;
  bool is_new_ = false;  // shown when somebody looks
};

}  // namespace cleartext::gui
