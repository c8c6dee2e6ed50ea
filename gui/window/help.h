// F1: what the window shows, and the keys.
#pragma once
#include <QDialog>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class Help : public QDialog {
  Q_OBJECT
 public:
  explicit Help(Theme& theme, QWidget* parent = nullptr);
};

}  // namespace cleartext::gui
