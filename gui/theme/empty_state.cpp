// What a view shows while it has nothing to show.
#include "gui/theme/empty_state.h"

#include <QVBoxLayout>

namespace cleartext::gui {

EmptyState::EmptyState(Theme& theme, const QString& icon, const QString& sentence, QWidget* parent)
    : QWidget(parent), theme_(theme), icon_(icon), picture_(new QLabel(this)) {
  sentence_ = new Text(theme, Theme::Size::normal, Ink::soft, false, this);
  sentence_->setWordWrap(true);
  sentence_->setAlignment(Qt::AlignHCenter | Qt::AlignTop);
  sentence_->setText(sentence);
  auto* column = new QVBoxLayout(this);
  column->addStretch(1);
  column->addWidget(picture_, 0, Qt::AlignHCenter);
  column->addWidget(sentence_);
  column->addStretch(2);
  connect(&theme, &Theme::changed, this, &EmptyState::dress);
  dress();
}

// The picture gives way before a word does.
void EmptyState::resizeEvent(QResizeEvent*) {
  picture_->setVisible(height() >= sentence_->heightForWidth(sentence_->width()) + theme_.px(36 + 10 + 24));
  updateGeometry();
}

QSize EmptyState::minimumSizeHint() const {
  const int inner = std::max(theme_.px(100), width() - theme_.px(40));
  return {theme_.px(140), sentence_->heightForWidth(inner) + theme_.px(20)};
}

void EmptyState::dress() {
  layout()->setContentsMargins(theme_.px(20), theme_.px(8), theme_.px(20), theme_.px(8));
  layout()->setSpacing(theme_.px(10));
  picture_->setPixmap(theme_.picture(icon_, Ink::faint, theme_.px(36), devicePixelRatioF()));
}

}  // namespace cleartext::gui
