#include "gui/servers/machine_box.h"

#include <algorithm>

#include "gui/wire/names.h"

namespace cleartext::gui {

namespace {

QString q(std::string_view text) { return from_bytes(text); }

}  // namespace

MachineBox::MachineBox(Theme& theme, wire::Role machine, const std::vector<lab::RunningService>& services, QWidget* parent)
    : QWidget(parent), theme_(theme), machine_(machine), column_(new QVBoxLayout(this)), switch_column_(new QVBoxLayout) {
  const auto& host = wire::host(machine);
  setAccessibleName(q(host.host_name));
  auto* title = new Text(theme, Theme::Size::normal, Ink::ink, true, this);
  title->setText(q(host.host_name));
  auto* address = new Text(theme, Theme::Size::small, Ink::soft, false, this);
  address->setText(q(wire::address_text(host.address)));
  auto* head = new QHBoxLayout;
  head->addWidget(title);
  head->addWidget(address, 1, Qt::AlignBottom);
  column_->addLayout(head);
  tree_ = new HoldingsTree(theme, q(host.host_name), this);
  column_->addWidget(tree_);
  build_services(services);
  column_->addLayout(switch_column_);
  if (machine != wire::Role::printer) add_switch(faults::FullDisk{machine}, tr("Its disk is full"));
  if (wire::runs(machine, wire::Service::smtp))
    add_switch(faults::StripStarttls{machine}, tr("Eve stands before it and takes its offer of STARTTLS away"));
  connect(&theme, &Theme::changed, this, &MachineBox::dress);
  dress();
}

void MachineBox::build_services(const std::vector<lab::RunningService>& services) {
  for (const auto& service : services) {
    if (service.role != machine_) continue;
    auto* row = new ServiceRow(theme_, service, this);
    connect(row, &ServiceRow::wanted, this, [this, service](ServiceRow::Door door) { set_door(service, door); });
    column_->addWidget(row);
    services_.push_back(row);
  }
}

void MachineBox::dress() {
  column_->setContentsMargins(theme_.px(16), theme_.px(12), theme_.px(16), theme_.px(14));
  column_->setSpacing(theme_.px(4));
  switch_column_->setContentsMargins(0, theme_.px(6), 0, 0);
  switch_column_->setSpacing(theme_.px(6));
}

void MachineBox::add_switch(const faults::Fault& fault, const QString& words) {
  auto* row = new SwitchRow(theme_, words, this);
  switch_column_->addWidget(row);
  switches_.push_back({fault, row});
  connect(row, &SwitchRow::switched, this, [this, fault](bool on) {
    if (on) return Q_EMIT fault_wanted(fault);
    std::vector<int> same;
    for (const auto& order : orders_)
      if (order.fault == fault) same.push_back(order.id);
    Q_EMIT end_wanted(same);
  });
}

// A student's run draws accounts beside the two that are always there.
void MachineBox::add_mailbox_switches(const lab::Snapshot& snapshot) {
  for (const auto& box : snapshot.mailboxes) {
    const auto* host = wire::host_named(std::string_view(box.address).substr(box.address.find('@') + 1));
    const faults::Fault fault = faults::FullMailbox{box.address};
    if (host != nullptr && host->role == machine_ && switch_of(fault) == nullptr)
      add_switch(fault, tr("The mailbox of %1 is full").arg(q(box.address)));
  }
}

ServiceRow* MachineBox::row(wire::Service service) const {
  const auto found =
      std::find_if(services_.begin(), services_.end(), [&](const ServiceRow* each) { return each->service().service == service; });
  return found == services_.end() ? nullptr : *found;
}

SwitchRow* MachineBox::switch_of(const faults::Fault& fault) const {
  const auto found = std::find_if(switches_.begin(), switches_.end(), [&](const Switch& each) { return each.fault == fault; });
  return found == switches_.end() ? nullptr : found->row;
}

std::vector<int> MachineBox::doors_closed(const lab::RunningService& service) const {
  std::vector<int> found;
  const auto covers = [&](const faults::Target& target) { return target.covers(service.role, service.service); };
  for (const auto& order : orders_) {
    const auto* off = std::get_if<faults::Off>(&order.fault);
    const auto* silent = std::get_if<faults::Silent>(&order.fault);
    if ((off != nullptr && covers(off->target)) || (silent != nullptr && covers(silent->target))) found.push_back(order.id);
  }
  return found;
}

// An order for more than this door goes, too: it cannot be half on.
void MachineBox::set_door(const lab::RunningService& service, ServiceRow::Door door) {
  const faults::Target target{service.service, service.role};
  if (const auto before = doors_closed(service); !before.empty()) Q_EMIT end_wanted(before);
  switch (door) {
    case ServiceRow::Door::open: return;
    case ServiceRow::Door::silent: return Q_EMIT fault_wanted(faults::Silent{target});
    case ServiceRow::Door::off: return Q_EMIT fault_wanted(faults::Off{target});
  }
}

void MachineBox::show_state(const lab::Snapshot& snapshot) {
  orders_ = snapshot.faults;
  for (const auto& entrance : snapshot.entrances)
    if (auto* shown = entrance.role == machine_ ? row(entrance.service) : nullptr) shown->show_state(entrance);
  add_mailbox_switches(snapshot);
  for (const auto& each : switches_)
    each.row->show_state(std::any_of(orders_.begin(), orders_.end(), [&](const auto& order) { return order.fault == each.fault; }));
  tree_->show_rows(gui::holdings(snapshot, machine_));
}

}  // namespace cleartext::gui
