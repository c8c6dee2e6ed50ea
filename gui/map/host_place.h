// One machine on the map for keyboard, mouse and screen reader; the canvas paints it, this only shows the focus.
#pragma once
#include <QWidget>

#include "gui/theme/theme.h"
#include "servers/wire/hosts.h"

namespace cleartext::gui {

class HostPlace : public QWidget {
  Q_OBJECT
 public:
  HostPlace(Theme& theme, wire::Role role, QWidget* parent);
  wire::Role role() const { return role_; }
  void tell(const QString& name, const QString& description);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;

 private:
  Theme& theme_;
  wire::Role role_;
};

}  // namespace cleartext::gui
