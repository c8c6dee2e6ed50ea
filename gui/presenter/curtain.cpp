#include "gui/presenter/curtain.h"

#include <QApplication>
#include <QKeyEvent>
#include <QPainter>

namespace cleartext::gui {

Curtain::Curtain(QWidget* parent) : QWidget(parent) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Blank screen. Any key shows the view again."));
  hide();
}

void Curtain::draw_or_open() {
  if (drawn()) return open();
  focus_before_ = QApplication::focusWidget();
  setGeometry(parentWidget()->rect());
  raise();
  show();
  setFocus();
}

void Curtain::open() {
  clearFocus();  // else hiding gives it to whatever comes next
  hide();
  if (focus_before_ != nullptr && parentWidget()->isAncestorOf(focus_before_)) focus_before_->setFocus();
  focus_before_ = nullptr;
}

// While it is drawn every key is its own, a clicker's too.
bool Curtain::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

void Curtain::keyPressEvent(QKeyEvent*) { open(); }
void Curtain::mousePressEvent(QMouseEvent*) { open(); }
void Curtain::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), Qt::black); }

}  // namespace cleartext::gui
