// The steps of a lesson, one row each.
#include "gui/lesson/step_list.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

namespace cleartext::gui {

using lesson::StepState;

StepRow::StepRow(Theme& theme, int number, const QString& title, QWidget* parent)
    : QWidget(parent), theme_(theme), number_(number), title_(new Text(theme, Theme::Size::normal, Ink::soft, false, this)) {
  title_->set_pixels(13.5);
  title_->setText(title);
  title_->setWordWrap(true);
  auto* row = new QHBoxLayout(this);
  row->addWidget(title_, 1);
  connect(&theme, &Theme::changed, this, &StepRow::dress);
  show_state(StepState::waiting, false);
  dress();
}

void StepRow::dress() {
  layout()->setContentsMargins(theme_.px(33), theme_.px(5), 0, theme_.px(5));
  setMinimumHeight(theme_.px(30));
  update();
}

void StepRow::show_state(StepState state, bool current) {
  state_ = state;
  current_ = current;
  title_->set_bold(current);
  title_->set_ink(current ? Ink::ink : Ink::soft);
  const QString how = [state] {
    switch (state) {
      case StepState::waiting: return tr("not yet played");
      case StepState::running: return tr("running");
      case StepState::seen: return tr("seen on the wire");
      case StepState::failed: return tr("failed");
    }
    return QString();
  }();
  setAccessibleName(tr("Step %1, %2: %3").arg(number_).arg(how, title_->text()));
  setToolTip(how);
  update();
}

void StepRow::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const double side = theme_.px(22);
  paint_badge(painter, QRectF(0.75, (height() - side) / 2.0, side, side));
}

void StepRow::paint_badge(QPainter& painter, const QRectF& badge) {
  const bool seen = state_ == StepState::seen, failed = state_ == StepState::failed;
  const bool filled = current_ && !seen && !failed;
  painter.setPen(filled || (seen && !current_) ? QPen(Qt::NoPen)
                                               : QPen(theme_.color(seen     ? Ink::good
                                                                   : failed ? Ink::ink
                                                                            : Ink::line),
                                                      1.5));
  painter.setBrush(theme_.color(seen ? Ink::good_wash : filled ? Ink::accent : Ink::card));
  painter.drawRoundedRect(badge, theme_.px(9), theme_.px(9));
  if (seen || failed) {
    const int side = theme_.px(seen ? 12 : 13);
    const QPixmap sign =
        theme_.picture(seen ? QStringLiteral("tick") : QStringLiteral("warning"), seen ? Ink::good : Ink::ink, side, devicePixelRatioF());
    painter.drawPixmap(QPointF(badge.center().x() - side / 2.0, badge.center().y() - side / 2.0), sign);
    return;
  }
  painter.setPen(theme_.color(filled ? Ink::accent_text : Ink::soft));
  painter.setFont(theme_.words_px(11.5, filled));
  painter.drawText(badge, Qt::AlignCenter, QString::number(number_));
}

StepList::StepList(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  auto* column = new QVBoxLayout(this);
  column->setSpacing(0);
  connect(&theme, &Theme::changed, this, &StepList::dress);
  dress();
}

void StepList::dress() { layout()->setContentsMargins(theme_.px(16), 0, theme_.px(16), theme_.px(6)); }

void StepList::set_titles(const QStringList& titles) {
  qDeleteAll(rows_);
  rows_.clear();
  for (const QString& title : titles) {
    rows_ += new StepRow(theme_, static_cast<int>(rows_.size()) + 1, title, this);
    layout()->addWidget(rows_.last());
  }
}

void StepList::show_state(int step, StepState state, bool current) {
  if (step < rows_.size() && (rows_[step]->state() != state || rows_[step]->current() != current)) rows_[step]->show_state(state, current);
}

}  // namespace cleartext::gui
