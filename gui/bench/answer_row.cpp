#include "gui/bench/answer_row.h"

#include <QAccessible>
#include <QHBoxLayout>

namespace cleartext::gui {

AnswerRow::AnswerRow(Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      sign_(new QLabel(this)),
      words_(new Text(theme, Theme::Size::small, Ink::ink, false, this)),
      cancel_(new Button(theme, tr("Cancel"), Button::Kind::plain, this)) {
  words_->setWordWrap(true);
  words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(sign_, 0, Qt::AlignTop);
  row->addWidget(words_, 1);
  row->addWidget(cancel_, 0, Qt::AlignTop);
  cancel_->set_small(true);
  cancel_->hide();
  connect(cancel_, &QPushButton::clicked, this, &AnswerRow::cancel_wanted);
  connect(&second_, &QTimer::timeout, this, &AnswerRow::tick);
  connect(&theme, &Theme::changed, this, &AnswerRow::dress);
  hide();
}

void AnswerRow::say(const QString& sentence, Kind kind) {
  kind_ = kind;
  sentence_ = sentence;
  seconds_ = 0;
  words_->setText(sentence);
  cancel_->hide();
  if (kind == Kind::under_way)
    second_.start(1000);
  else
    second_.stop();
  setVisible(!sentence.isEmpty());
  dress();
  QAccessibleEvent told(words_, QAccessible::NameChanged);
  QAccessible::updateAccessibility(&told);
}

void AnswerRow::tick() {
  words_->setText(tr("%1 %2 s").arg(sentence_).arg(++seconds_));
  cancel_->show();
}

void AnswerRow::dress() {
  layout()->setSpacing(theme_.px(8));
  const QString name = kind_ == Kind::under_way ? QStringLiteral("wire")
                       : kind_ == Kind::good    ? QStringLiteral("tick")
                                                : QStringLiteral("warning");
  const Ink ink = kind_ == Kind::under_way ? Ink::client : kind_ == Kind::good ? Ink::good : Ink::ink;
  sign_->setPixmap(theme_.picture(name, ink, theme_.px(17), devicePixelRatioF()));
}

}  // namespace cleartext::gui
