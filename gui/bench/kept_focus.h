// While something is under way its controls are off, and the focus would wander to another room: it waits on the card instead.
#pragma once
#include <QApplication>
#include <QPointer>
#include <QWidget>

namespace cleartext::gui {

class KeptFocus {
 public:
  explicit KeptFocus(QWidget& card) : card_(card) {}
  void keep() {
    QWidget* now = QApplication::focusWidget();
    if (now == &card_ || !card_.isAncestorOf(now)) return;
    where_ = now;
    card_.setFocus();
  }
  void give_back(QWidget& otherwise) {  // unless a hand has moved it meanwhile
    if (card_.hasFocus()) (where_ != nullptr && where_->isVisible() && where_->isEnabled() ? *where_ : otherwise).setFocus();
    where_ = nullptr;
  }

 private:
  QWidget& card_;
  QPointer<QWidget> where_;
};

}  // namespace cleartext::gui
