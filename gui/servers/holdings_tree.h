// Holdings as a tree that keeps open what was opened, and is as high as what it shows.
#pragma once
#include <QTreeWidget>

#include "gui/servers/holdings.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

class HoldingsTree : public QTreeWidget {
  Q_OBJECT
 public:
  HoldingsTree(Theme& theme, const QString& name, QWidget* parent = nullptr);
  void show_rows(const std::vector<Holding>& rows);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {80, sizeHint().height()}; }

 private:
  void dress();
  QString key(const QTreeWidgetItem* item) const;  // its words and those above it
  int rows_shown() const;
  Theme& theme_;
  std::vector<Holding> rows_;
  QStringList closed_;  // whatever is new stands open
};

}  // namespace cleartext::gui
