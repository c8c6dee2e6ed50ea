// Cards keep a few pixels around them for their shadow; the shadow is a handful of faint rounded strokes, no blur.
#include "gui/theme/card.h"

#include <QChildEvent>
#include <QHBoxLayout>
#include <QPainter>
#include <QPainterPath>
#include <QTimer>
#include <algorithm>

namespace cleartext::gui {
namespace {

constexpr QMargins shadow_room(3, 2, 3, 4);
constexpr double radius = 12;

QRectF sheet(const QRect& rect) { return QRectF(rect.marginsRemoved(shadow_room)).adjusted(0.5, 0.5, -0.5, -0.5); }

void paint_shadow(QPainter& painter, const Theme& theme, const QRectF& sheet) {
  painter.setPen(Qt::NoPen);
  const int strength = theme.dark() ? 26 : 4;
  for (int ring = 4; ring >= 1; --ring) {
    painter.setBrush(QColor(30, 25, 10, strength));
    const double out = ring * 0.8;
    painter.drawRoundedRect(sheet.adjusted(-out, -out + 1.6, out, out), radius + out, radius + out);
  }
}

void paint_sheet(QPainter& painter, const Theme& theme, const QRectF& sheet, bool filled) {
  painter.setPen(QPen(theme.color(Ink::line), 1));
  painter.setBrush(filled ? QBrush(theme.color(Ink::card)) : QBrush(Qt::NoBrush));
  painter.drawRoundedRect(sheet, radius, radius);
}

// Lies over the four corners and paints the ground back, so that children are round too.
class Corners : public QWidget {
 public:
  Corners(Theme& theme, QWidget* card) : QWidget(card), theme_(theme) { setAttribute(Qt::WA_TransparentForMouseEvents); }

 protected:
  void paintEvent(QPaintEvent*) override {
    QPainter painter(this);
    painter.setRenderHint(QPainter::Antialiasing);
    const QRectF inner = sheet(rect());
    QPainterPath outside, inside;
    outside.addRect(rect());
    inside.addRoundedRect(inner, radius, radius);
    painter.setClipPath(outside.subtracted(inside));
    painter.fillRect(rect(), theme_.color(Ink::ground));
    paint_shadow(painter, theme_, inner);
    painter.setClipping(false);
    paint_sheet(painter, theme_, inner, false);
  }
  void resizeEvent(QResizeEvent*) override {
    const QRect inner = rect().marginsRemoved(shadow_room);
    const int side = static_cast<int>(radius);
    QRegion region;
    for (const QPoint corner :
         {inner.topLeft(), QPoint(inner.right() - side + 1, inner.top()), QPoint(inner.left(), inner.bottom() - side + 1),
          QPoint(inner.right() - side + 1, inner.bottom() - side + 1)})
      region += QRect(corner, QSize(side, side));
    setMask(region);
  }

 private:
  Theme& theme_;
};

// Words that give way where there is little room, down to `least`.
class Yielding : public Text {
 public:
  Yielding(Theme& theme, bool bold, Qt::Alignment side, int least, QWidget* parent)
      : Text(theme, Theme::Size::small, Ink::soft, bold, parent), theme_(theme), side_(side), least_(least) {
    setSizePolicy(least > 0 ? QSizePolicy::Maximum : QSizePolicy::Ignored, QSizePolicy::Preferred);
  }
  QSize minimumSizeHint() const override { return {std::min(theme_.px(least_), sizeHint().width()), sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent*) override {
    if (least_ == 0 && fontMetrics().horizontalAdvance(text()) > 2 * width()) return;  // half of a note says nothing
    QPainter painter(this);
    painter.setPen(palette().color(QPalette::WindowText));
    painter.drawText(rect(), side_ | Qt::AlignVCenter, fontMetrics().elidedText(text(), Qt::ElideRight, width()));
  }

 private:
  Theme& theme_;
  Qt::Alignment side_;
  int least_;
};

}  // namespace

Card::Card(Theme& theme, const QString& title, QWidget* parent) : QWidget(parent), theme_(theme) {
  title_row_ = new QWidget(this);
  title_ = new Yielding(theme, true, Qt::AlignLeft, 130, title_row_);
  note_ = new Yielding(theme, false, Qt::AlignRight, 0, title_row_);
  auto* row = new QHBoxLayout(title_row_);
  row->addWidget(title_);
  row->addWidget(note_, 1);
  body_ = new QVBoxLayout;
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(shadow_room + QMargins(1, 1, 1, 1));
  column->setSpacing(0);
  column->addWidget(title_row_);
  column->addLayout(body_, 1);
  body_->setContentsMargins(0, 0, 0, 0);
  body_->setSpacing(0);
  corners_ = new Corners(theme, this);
  corners_->setObjectName(QStringLiteral("corners"));
  connect(&theme, &Theme::changed, this, &Card::dress);
  set_title(title);
  dress();
}

void Card::set_title(const QString& title) {
  title_->setText(title);
  title_row_->setVisible(!title.isEmpty());
  if (!title.isEmpty()) setAccessibleName(title);
}

void Card::set_note(const QString& note) { note_->setText(note); }

void Card::show_title_row(bool shown) { title_row_->setVisible(shown); }

void Card::add_to_title(QWidget* widget) {
  title_row_->layout()->addWidget(widget);
  has_widget_ = true;
  dress();
}

void Card::dress() {
  // A button in the row is taller than the words; the row stays as high as any other.
  title_row_->setMinimumHeight(theme_.px(36));
  const int above = has_widget_ ? 4 : 11, below = has_widget_ ? 2 : 9;
  title_row_->layout()->setContentsMargins(theme_.px(16), theme_.px(above), theme_.px(has_widget_ ? 9 : 16), theme_.px(below));
  title_row_->layout()->setSpacing(theme_.px(8));
  update();
  corners_->update();
}

void Card::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paint_shadow(painter, theme_, sheet(rect()));
  paint_sheet(painter, theme_, sheet(rect()), true);
}

void Card::resizeEvent(QResizeEvent*) {
  corners_->setGeometry(rect());
  corners_->raise();
}

void Card::childEvent(QChildEvent* event) {
  if (event->added() && corners_ != nullptr && event->child() != corners_) QTimer::singleShot(0, corners_, &QWidget::raise);
}

Wash::Wash(Theme& theme, Qt::Edge hairline, QWidget* parent) : QWidget(parent), theme_(theme), hairline_(hairline) {
  connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Wash::set_fill(Ink fill) {
  fill_ = fill;
  update();
}

void Wash::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.fillRect(rect(), theme_.color(fill_));
  const QColor line = theme_.color(Ink::line);
  switch (hairline_) {
    case Qt::TopEdge: painter.fillRect(0, 0, width(), 1, line); break;
    case Qt::BottomEdge: painter.fillRect(0, height() - 1, width(), 1, line); break;
    case Qt::LeftEdge: painter.fillRect(0, 0, 1, height(), line); break;
    case Qt::RightEdge: painter.fillRect(width() - 1, 0, 1, height(), line); break;
  }
}

Hairline::Hairline(Theme& theme, Qt::Orientation orientation, QWidget* parent) : QWidget(parent), theme_(theme) {
  if (orientation == Qt::Horizontal)
    setFixedHeight(1);
  else
    setFixedWidth(1);
  connect(&theme, &Theme::changed, this, qOverload<>(&QWidget::update));
}

void Hairline::paintEvent(QPaintEvent*) { QPainter(this).fillRect(rect(), theme_.color(Ink::line)); }

}  // namespace cleartext::gui
