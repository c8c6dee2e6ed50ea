// One service of one machine: its name, its port, who is connected, and a switch: on, silent or off.
#pragma once
#include <QWidget>

#include "gui/theme/segmented.h"
#include "gui/theme/text.h"
#include "servers/lab/lab.h"

namespace cleartext::gui {

class ServiceRow : public QWidget {
  Q_OBJECT
 public:
  using Door = lab::Snapshot::Entrance::Door;
  ServiceRow(Theme& theme, const lab::RunningService& service, QWidget* parent = nullptr);
  const lab::RunningService& service() const { return service_; }
  void show_state(const lab::Snapshot::Entrance& entrance);
  Segmented& door() { return *door_; }  // 0: on, 1: silent, 2: off

 Q_SIGNALS:
  void wanted(cleartext::gui::ServiceRow::Door door);

 private:
  lab::RunningService service_;
  Text *name_, *connections_;
  Segmented* door_;
};

}  // namespace cleartext::gui
