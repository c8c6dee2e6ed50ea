// One machine on the map for keyboard, mouse and screen reader; the canvas paints it, this only shows the focus.
#pragma once
#include <QWidget>

#include "gui/map/machine.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

class HostPlace : public QWidget {
  Q_OBJECT
 public:
  HostPlace(Theme& theme, Machine machine, QWidget* parent);
  Machine machine() const { return machine_; }
  void tell(const QString& name, const QString& description);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  Theme& theme_;
  Machine machine_;
};

}  // namespace cleartext::gui
