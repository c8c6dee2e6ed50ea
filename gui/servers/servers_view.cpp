#include "gui/servers/servers_view.h"

#include <algorithm>
#include <array>

namespace cleartext::gui {

ServersView::ServersView(Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      splitter_(new QSplitter(Qt::Horizontal, this)),
      page_(new QWidget),
      column_(new QVBoxLayout(page_)),
      faults_(new FaultDesk(theme)),
      quotas_(new QuotaBox(theme, page_)) {
  setAccessibleName(tr("Servers"));
  auto* scroll = new QScrollArea;
  scroll->setWidget(page_);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll->viewport()->setAutoFillBackground(false);
  page_->setAutoFillBackground(false);
  column_->setContentsMargins(0, 0, 0, 0);
  column_->setSpacing(0);
  column_->addWidget(quotas_);
  splitter_->setChildrenCollapsible(false);
  splitter_->setHandleWidth(1);
  splitter_->addWidget(scroll);
  splitter_->addWidget(faults_);
  splitter_->setStretchFactor(0, 1);
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(0, 0, 0, 0);
  all->addWidget(splitter_);
  connect(faults_, &FaultDesk::fault_wanted, this, &ServersView::fault_wanted);
  connect(faults_, &FaultDesk::end_wanted, this, [this](int order) { end({order}); });
  connect(faults_, &FaultDesk::end_all_wanted, this, [this] {
    Q_EMIT faults_ending(snapshot_.faults);
    Q_EMIT end_all_wanted();
  });
  connect(quotas_, &QuotaBox::quotas_wanted, this, &ServersView::quotas_wanted);
}

void ServersView::set_services(const std::vector<lab::RunningService>& services) {
  constexpr std::array roles{wire::Role::crepes, wire::Role::hamburger, wire::Role::ftp, wire::Role::printer};
  for (const auto role : roles) {
    if (std::none_of(services.begin(), services.end(), [role](const auto& each) { return each.role == role; })) continue;
    column_->addWidget(new Hairline(theme_, Qt::Horizontal, page_));
    auto* box = new MachineBox(theme_, role, services, page_);
    column_->addWidget(box);
    machines_.push_back(box);
    connect(box, &MachineBox::fault_wanted, this, &ServersView::fault_wanted);
    connect(box, &MachineBox::end_wanted, this, &ServersView::end);
  }
  column_->addStretch(1);
}

MachineBox* ServersView::machine(wire::Role role) const {
  const auto found = std::find_if(machines_.begin(), machines_.end(), [role](const MachineBox* each) { return each->machine() == role; });
  return found == machines_.end() ? nullptr : *found;
}

void ServersView::end(const std::vector<int>& orders) {
  std::vector<faults::Ordered> known;
  for (const auto& each : snapshot_.faults)
    if (std::find(orders.begin(), orders.end(), each.id) != orders.end()) known.push_back(each);
  Q_EMIT faults_ending(known);
  for (const int order : orders) Q_EMIT end_wanted(order);
}

void ServersView::set_snapshot(const lab::Snapshot& snapshot) {
  snapshot_ = snapshot;
  is_new_ = true;
  if (isVisible()) refresh();
}

void ServersView::clear() {
  snapshot_.faults.clear();
  snapshot_.has_secret = false;
  set_snapshot(snapshot_);
}

void ServersView::refresh() {
  if (!is_new_) return;
  is_new_ = false;
  faults_->show_faults(snapshot_.faults, snapshot_.has_secret);
  for (auto* box : machines_) box->show_state(snapshot_);
  quotas_->show_state(snapshot_);
}

void ServersView::showEvent(QShowEvent* event) {
  QWidget::showEvent(event);
  refresh();
}

void ServersView::resizeEvent(QResizeEvent* event) {
  QWidget::resizeEvent(event);
  const bool beneath = width() < theme_.px(480);  // then beside one another the switches would be cut
  splitter_->setOrientation(beneath ? Qt::Vertical : Qt::Horizontal);
  const int desk = beneath ? height() * 4 / 10 : std::clamp(width() * 38 / 100, theme_.px(170), theme_.px(320));
  splitter_->setSizes({std::max(1, (beneath ? height() : width()) - desk), desk});
}

}  // namespace cleartext::gui
