#include "gui/tasks/task_row.h"

#include <QPainter>

namespace cleartext::gui {
namespace {

constexpr double badge_side = 22, row_height = 34;

}  // namespace

QString kind_words(lesson::Task::Kind kind) {
  return kind == lesson::Task::Kind::look_only ? TaskRow::tr("look only") : TaskRow::tr("do it yourself");
}

TaskRow::TaskRow(Theme& theme, int number, const QString& title, lesson::Task::Kind kind, QWidget* parent)
    : QAbstractButton(parent), theme_(theme), number_(number), kind_(kind) {
  setText(title);
  setCursor(Qt::PointingHandCursor);
  setFocusPolicy(Qt::StrongFocus);
  setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  connect(&theme, &Theme::changed, this, [this] {
    updateGeometry();
    update();
  });
  tell();
}

QSize TaskRow::sizeHint() const { return {theme_.px(280), theme_.px(row_height)}; }
QSize TaskRow::minimumSizeHint() const { return {theme_.px(160), theme_.px(row_height)}; }

void TaskRow::show_tally(const lesson::Tally& tally) {
  tally_ = tally;
  tell();
}

void TaskRow::show_current(bool current) {
  current_ = current;
  tell();
}

void TaskRow::tell() {
  setAccessibleName(tr("Task %1, %2: %3, %4 of %5 checks").arg(number_).arg(kind_words(kind_), text()).arg(tally_.passed).arg(tally_.all));
  setToolTip(tr("%1 (%2)").arg(text(), kind_words(kind_)));
  update();
}

void TaskRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  if (underMouse() || hasFocus()) {
    painter.setPen(hasFocus() ? QPen(theme_.color(Ink::ink), 1) : QPen(Qt::NoPen));
    painter.setBrush(theme_.color(Ink::wash));
    painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 1.5, -0.5, -1.5), 8, 8);
  }
  const double side = theme_.px(badge_side);
  const QRectF badge(theme_.px(8), (height() - side) / 2.0, side, side);
  const bool filled = current_ && !done();
  painter.setPen(filled || done() ? QPen(Qt::NoPen) : QPen(theme_.color(Ink::line), 1.5));
  painter.setBrush(theme_.color(done() ? Ink::good_wash : filled ? Ink::accent : Ink::card));
  painter.drawRoundedRect(badge, theme_.px(9), theme_.px(9));
  if (done()) {
    const int tick = theme_.px(12);
    painter.drawPixmap(QPointF(badge.center().x() - tick / 2.0, badge.center().y() - tick / 2.0),
                       theme_.picture(QStringLiteral("tick"), Ink::good, tick, devicePixelRatioF()));
  } else {
    painter.setPen(theme_.color(filled ? Ink::accent_text : Ink::soft));
    painter.setFont(theme_.words_px(11.5, filled));
    painter.drawText(badge, Qt::AlignCenter, QString::number(number_));
  }
  const QString count = tally_.all == 0 ? QString() : tr("%1 of %2").arg(tally_.passed).arg(tally_.all);
  const QFont small = theme_.words(Theme::Size::small), font = theme_.words_px(13.5, current_);
  const int count_width = QFontMetrics(small).horizontalAdvance(count);
  QRectF words(badge.right() + theme_.px(9), 0, width() - badge.right() - count_width - theme_.px(27), height());
  painter.setFont(font);
  painter.setPen(theme_.color(current_ ? Ink::ink : Ink::soft));
  painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetrics(font).elidedText(text(), Qt::ElideRight, static_cast<int>(words.width())));
  painter.setFont(small);
  painter.setPen(theme_.color(done() ? Ink::good : Ink::soft));
  painter.drawText(QRectF(0, 0, width() - theme_.px(8), height()), Qt::AlignRight | Qt::AlignVCenter, count);
}

}  // namespace cleartext::gui
