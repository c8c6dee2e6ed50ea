// Pages of which one is shown, and whose room is that of the one shown: the others must not widen the window.
#pragma once
#include <QStackedWidget>

namespace cleartext::gui {

class FrontStack : public QStackedWidget {
 public:
  explicit FrontStack(QWidget* parent = nullptr) : QStackedWidget(parent) {
    connect(this, &QStackedWidget::currentChanged, this, &QWidget::updateGeometry);
  }
  QSize minimumSizeHint() const override {
    return currentWidget() == nullptr ? QSize() : currentWidget()->minimumSizeHint().expandedTo(currentWidget()->minimumSize());
  }
};

}  // namespace cleartext::gui
