#include "gui/presenter/caption.h"

#include <QHBoxLayout>
#include <QPainter>

namespace cleartext::gui {

PresenterBar::PresenterBar(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  clear_ = new Text(theme, Theme::Size::small, Ink::ink, true, this);
  clear_->setText(QStringLiteral("clear"));
  text_ = new Text(theme, Theme::Size::small, Ink::eve, true, this);
  text_->setText(QStringLiteral("text"));
  title_ = new Text(theme, Theme::Size::small, Ink::soft, false, this);
  title_->setMinimumWidth(1);
  pill_ = new Pill(theme, {}, this);
  auto* row = new QHBoxLayout(this);
  row->addWidget(clear_);
  row->addWidget(text_);
  row->addSpacing(16);
  row->addWidget(title_, 1);
  row->addSpacing(12);
  row->addWidget(pill_);
  connect(&theme, &Theme::changed, this, &PresenterBar::dress);
  dress();
  hide();
}

void PresenterBar::tell(const Told& told) {
  title_->setText(told.title);
  title_->setToolTip(told.title);  // it is cut where the screen is narrow
}

void PresenterBar::set_masked(bool masked) { pill_->set_words(masked ? tr("masked · R reveals") : tr("revealed · R masks")); }

void PresenterBar::dress() {
  layout()->setContentsMargins(theme_.px(26), theme_.px(7), theme_.px(26), theme_.px(3));
  layout()->setSpacing(0);
}

Caption::Caption(Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), words_(new Text(theme, Theme::Size::normal, Ink::ink, false, this)) {
  words_->setWordWrap(true);
  words_->setTextFormat(Qt::PlainText);
  (new QHBoxLayout(this))->addWidget(words_);
  connect(&theme, &Theme::changed, this, &Caption::dress);
  dress();
  hide();
}

void Caption::tell(const Told& told) { words_->setText(told.caption); }

void Caption::dress() { layout()->setContentsMargins(theme_.px(26), theme_.px(7), theme_.px(26), theme_.px(9)); }

void Caption::paintEvent(QPaintEvent*) {
  if (words_->text().isEmpty()) return;
  QPainter(this).fillRect(theme_.px(26), 0, width() - 2 * theme_.px(26), 1, theme_.color(Ink::line));
}

}  // namespace cleartext::gui
