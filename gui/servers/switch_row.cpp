#include "gui/servers/switch_row.h"

#include <QHBoxLayout>
#include <QMouseEvent>
#include <QSignalBlocker>

namespace cleartext::gui {

SwitchRow::SwitchRow(Theme& theme, const QString& words, QWidget* parent)
    : QWidget(parent), box_(new QCheckBox(this)), words_(new Text(theme, Theme::Size::small, Ink::ink, false, this)) {
  words_->setWordWrap(true);
  words_->setMinimumWidth(1);
  words_->setTextFormat(Qt::PlainText);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(box_, 0, Qt::AlignTop);
  row->addWidget(words_, 1);
  set_words(words);
  setCursor(Qt::PointingHandCursor);
  connect(box_, &QCheckBox::clicked, this, &SwitchRow::switched);
}

void SwitchRow::set_words(const QString& words) {
  words_->setText(words);
  box_->setAccessibleName(words);
}

void SwitchRow::show_state(bool on) {
  const QSignalBlocker quiet(box_);
  box_->setChecked(on);
}

void SwitchRow::mouseReleaseEvent(QMouseEvent* event) {
  if (rect().contains(event->pos())) box_->click();
}

}  // namespace cleartext::gui
