// One of a few, side by side: Act | Command. Arrow keys walk through it, as through radio buttons.
#pragma once
#include <QAbstractButton>
#include <QButtonGroup>
#include <QWidget>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class Segmented : public QWidget {
  Q_OBJECT
 public:
  Segmented(Theme& theme, const QStringList& words, const QString& accessible_name, QWidget* parent = nullptr);
  int current() const { return group_->checkedId(); }
  void set_current(int index);  // emits chosen() when it changes
  QAbstractButton* segment(int index) const { return group_->button(index); }

 Q_SIGNALS:
  void chosen(int index);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme& theme_;
  QButtonGroup* group_;
};

}  // namespace cleartext::gui
