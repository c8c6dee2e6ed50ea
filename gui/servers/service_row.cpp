#include "gui/servers/service_row.h"

#include <QHBoxLayout>
#include <QSignalBlocker>

#include "gui/wire/names.h"

namespace cleartext::gui {

ServiceRow::ServiceRow(Theme& theme, const lab::RunningService& service, QWidget* parent) : QWidget(parent), service_(service) {
  const QString name = from_bytes(wire::name(service.service));
  name_ = new Text(theme, Theme::Size::small, Ink::ink, false, this);
  name_->set_mono(true);
  name_->setText(QStringLiteral("%1 %2").arg(name).arg(service.at.port));
  connections_ = new Text(theme, Theme::Size::small, Ink::soft, false, this);
  const QString whose = tr("%1 of %2").arg(name, from_bytes(wire::host(service.role).host_name));
  door_ = new Segmented(theme, {tr("On"), tr("Silent"), tr("Off")}, whose, this);
  door_->segment(0)->setToolTip(tr("It answers as it should."));
  door_->segment(1)->setToolTip(tr("It does not answer at all: who connects waits until he gives up."));
  door_->segment(2)->setToolTip(tr("Nobody listens: who connects is refused."));
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(name_, 1);
  row->addWidget(connections_);
  row->addWidget(door_);
  connect(door_, &Segmented::chosen, this, [this](int place) { Q_EMIT wanted(static_cast<Door>(place)); });
}

void ServiceRow::show_state(const lab::Snapshot::Entrance& entrance) {
  connections_->setText(entrance.connections == 0 ? QString() : tr("%1 connected").arg(entrance.connections));
  const QSignalBlocker quiet(door_);
  door_->set_current(static_cast<int>(entrance.door));
}

}  // namespace cleartext::gui
