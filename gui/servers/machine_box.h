// One machine: its services with their switches, what else may be wrong with it, and what it holds.
#pragma once
#include <QVBoxLayout>
#include <vector>

#include "gui/servers/holdings_tree.h"
#include "gui/servers/service_row.h"
#include "gui/servers/switch_row.h"

namespace cleartext::gui {

class MachineBox : public QWidget {
  Q_OBJECT
 public:
  MachineBox(Theme& theme, wire::Role machine, const std::vector<lab::RunningService>& services, QWidget* parent = nullptr);
  wire::Role machine() const { return machine_; }
  void show_state(const lab::Snapshot& snapshot);
  ServiceRow* row(wire::Service service) const;  // nullptr: it has none
  SwitchRow* switch_of(const faults::Fault& fault) const;
  HoldingsTree& holdings() { return *tree_; }

 Q_SIGNALS:
  void fault_wanted(const cleartext::faults::Fault& fault);
  void end_wanted(const std::vector<int>& orders);  // by their numbers

 private:
  struct Switch {
    faults::Fault fault;
    SwitchRow* row;
  };
  void build_services(const std::vector<lab::RunningService>& services);
  void add_switch(const faults::Fault& fault, const QString& words);
  void add_mailbox_switches(const lab::Snapshot& snapshot);
  void set_door(const lab::RunningService& service, ServiceRow::Door door);
  void dress();
  std::vector<int> doors_closed(const lab::RunningService& service) const;  // the orders that shut it
  Theme& theme_;
  wire::Role machine_;
  std::vector<ServiceRow*> services_;
  std::vector<Switch> switches_;
  std::vector<faults::Ordered> orders_;
  HoldingsTree* tree_;
  QVBoxLayout *column_, *switch_column_;
};

}  // namespace cleartext::gui
