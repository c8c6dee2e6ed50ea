#include "gui/tour/tour.h"

#include <QHBoxLayout>
#include <QKeyEvent>
#include <QPainter>
#include <QPainterPath>

#include "gui/theme/floating.h"

namespace cleartext::gui {

Tour::Tour(Theme& theme, QWidget* window) : QWidget(window), theme_(theme), card_(new Card(theme, {}, this)) {
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("A look around"));
  title_ = new Text(theme, Theme::Size::title, Ink::ink, true, card_);
  words_ = new Text(theme, Theme::Size::normal, Ink::ink, false, card_);
  words_->setWordWrap(true);
  count_ = new Text(theme, Theme::Size::small, Ink::soft, false, card_);
  skip_ = new Button(theme, tr("Skip"), Button::Kind::quiet, card_);
  next_ = new Button(theme, tr("Next"), Button::Kind::primary, card_);
  for (Button* button : {skip_, next_}) {
    button->set_small(true);
    button->setFocusPolicy(Qt::NoFocus);  // the keys are the tour's own
  }
  auto* foot = new QHBoxLayout;
  foot->addWidget(count_, 1);
  foot->addWidget(skip_);
  foot->addWidget(next_);
  card_->body()->addWidget(title_);
  card_->body()->addWidget(words_, 1);
  card_->body()->addLayout(foot);
  connect(skip_, &QPushButton::clicked, this, &Tour::end);
  connect(next_, &QPushButton::clicked, this, [this] { show_stop(stop_ + 1); });
  connect(&theme, &Theme::changed, this, &Tour::place);
  window->installEventFilter(this);
  hide();
}

void Tour::begin(std::vector<TourStop> stops) {
  stops_ = std::move(stops);
  std::erase_if(stops_, [](const TourStop& stop) { return stop.part.isNull() || !stop.part->isVisible(); });
  if (stops_.empty()) return;
  raise();
  show();
  setFocus();
  show_stop(0);
}

void Tour::show_stop(int stop) {
  if (stop < 0) return;
  if (stop >= static_cast<int>(stops_.size())) return end();
  stop_ = stop;
  const TourStop& now = stops_[static_cast<std::size_t>(stop)];
  title_->setText(now.title);
  words_->setText(now.words);
  count_->setText(tr("%1 of %2").arg(stop + 1).arg(stops_.size()));
  const bool last = stop + 1 == static_cast<int>(stops_.size());
  next_->setText(last ? tr("Begin") : tr("Next"));
  skip_->setHidden(last);
  setAccessibleDescription(now.title + QStringLiteral(". ") + now.words);
  place();
}

void Tour::end() {
  if (!on()) return;
  hide();
  Q_EMIT ended();
}

QRect Tour::lit() const {
  const auto& part = stops_[static_cast<std::size_t>(stop_)].part;
  if (part.isNull()) return {};
  return QRect(part->mapTo(parentWidget(), QPoint(0, 0)), part->size()).intersected(rect());
}

// Beside what is lit, on the side where there is room; else over its foot.
void Tour::place() {
  setGeometry(parentWidget()->rect());
  if (stops_.empty()) return;
  const int edge = theme_.px(14), wide = std::min(theme_.px(360), width() - 2 * edge);
  card_->body()->setContentsMargins(theme_.px(18), theme_.px(14), theme_.px(14), theme_.px(12));
  card_->body()->setSpacing(theme_.px(8));
  card_->setFixedWidth(wide);
  const int tall = std::max(card_->heightForWidth(wide), card_->sizeHint().height()) + words_->heightForWidth(wide - theme_.px(36)) / 3;
  const QRect part = lit();
  QPoint at(part.right() + edge, part.top() + edge);
  if (at.x() + wide > width() - edge) at.setX(part.left() - wide - edge);
  if (at.x() < edge)
    at = QPoint(part.center().x() - wide / 2, part.height() > height() / 2 ? part.bottom() - tall - edge : part.bottom() + edge);
  at.setX(std::clamp(at.x(), edge, std::max(edge, width() - wide - edge)));
  at.setY(std::clamp(at.y(), edge, std::max(edge, height() - tall - edge)));
  card_->setGeometry(QRect(at, QSize(wide, tall)));
  float_card(*card_);
  update();
}

void Tour::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  QPainterPath veil, hole;
  veil.addRect(rect());
  hole.addRoundedRect(lit().adjusted(-2, -2, 2, 2), 14, 14);
  painter.fillPath(veil.subtracted(hole), QColor(10, 12, 20, 150));
  painter.setPen(QPen(theme_.color(Ink::selection), 3));
  painter.drawPath(hole);
}

bool Tour::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride) {
    event->accept();
    return true;
  }
  return QWidget::event(event);
}

void Tour::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Escape: return end();
    case Qt::Key_Left:
    case Qt::Key_PageUp: return show_stop(stop_ - 1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
    case Qt::Key_Space:
    case Qt::Key_Right:
    case Qt::Key_PageDown: return show_stop(stop_ + 1);
    default: break;
  }
}

bool Tour::eventFilter(QObject* watched, QEvent* event) {
  if (watched == parentWidget() && event->type() == QEvent::Resize && on()) place();
  return QWidget::eventFilter(watched, event);
}

}  // namespace cleartext::gui
