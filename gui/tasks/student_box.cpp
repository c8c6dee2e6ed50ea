#include "gui/tasks/student_box.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

namespace cleartext::gui {

StudentBox::StudentBox(Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      line_(new QWidget(this)),
      form_(new QWidget(this)),
      who_(new Text(theme, Theme::Size::small, Ink::soft, false, line_)),
      why_(new Text(theme, Theme::Size::normal, Ink::soft, false, form_)),
      id_(new QLineEdit(form_)),
      token_(new QLineEdit(form_)),
      change_(new Button(theme, tr("Change"), Button::Kind::quiet, line_)),
      accept_(new Button(theme, tr("That is me"), Button::Kind::primary, form_)),
      cancel_(new Button(theme, tr("Cancel"), Button::Kind::quiet, form_)) {
  who_->setWordWrap(true);
  change_->set_small(true);
  change_->setAccessibleName(tr("Change who works here"));
  auto* row = new QHBoxLayout(line_);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(who_, 1);
  row->addWidget(change_, 0, Qt::AlignTop);
  why_->setWordWrap(true);
  why_->set_pixels(13.5);
  id_->setPlaceholderText(tr("Name or number, as your teacher knows you"));
  id_->setAccessibleName(tr("Your id"));
  id_->setMaxLength(80);
  token_->setPlaceholderText(tr("Token for this lesson, if you were given one"));
  token_->setAccessibleName(tr("Your token"));
  auto* column = new QVBoxLayout(form_);
  column->setContentsMargins(0, 0, 0, 0);
  for (QWidget* part : {static_cast<QWidget*>(why_), static_cast<QWidget*>(id_), static_cast<QWidget*>(token_)}) column->addWidget(part);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(accept_);
  buttons->addWidget(cancel_);
  buttons->addStretch(1);
  column->addLayout(buttons);
  auto* whole = new QVBoxLayout(this);
  whole->setContentsMargins(0, 0, 0, 0);
  whole->addWidget(line_);
  whole->addWidget(form_);
  connect(change_, &QPushButton::clicked, this, &StudentBox::ask);
  connect(accept_, &QPushButton::clicked, this, &StudentBox::take);
  connect(cancel_, &QPushButton::clicked, this, [this] { show_student(known_id_, known_token_); });
  for (QLineEdit* field : {id_, token_}) connect(field, &QLineEdit::returnPressed, this, &StudentBox::take);
  connect(id_, &QLineEdit::textChanged, this, [this](const QString& text) { accept_->setEnabled(!text.simplified().isEmpty()); });
  connect(id_, &QLineEdit::textEdited, this, [this] {
    if (token_->text() == known_token_) token_->clear();  // it is another student's
  });
  connect(&theme, &Theme::changed, this, &StudentBox::dress);
  dress();
  show_student({}, {});
}

void StudentBox::dress() {
  form_->layout()->setSpacing(theme_.px(8));
  for (QLineEdit* field : {id_, token_}) field->setFont(theme_.words_px(13));
}

void StudentBox::show_student(const QString& id, const QString& token, Token here) {
  const bool asks = id.isEmpty() || here == Token::missing;
  why_->setText(here == Token::missing
                    ? tr("Each lesson has a token of its own. Copy the one that your teacher gave you for this lesson, or go on without.")
                    : tr("Who are you? Your id goes into what you hand in, and your own names, passwords and words are drawn from it."));
  known_id_ = id;
  known_token_ = token;
  id_->setText(id);
  token_->setText(token);
  accept_->setEnabled(!id.isEmpty());
  form_->setVisible(asks);
  line_->setVisible(!asks);
  cancel_->setVisible(!id.isEmpty());
  say();
}

void StudentBox::show_saved(const QString& time) {
  saved_ = time;
  say();
}

void StudentBox::say() {
  const QString who = tr("Student %1").arg(known_id_);
  who_->setText(saved_.isEmpty() ? who : tr("%1 · saved %2").arg(who, saved_));
}

void StudentBox::ask() {
  line_->hide();
  form_->show();
  id_->setFocus(Qt::TabFocusReason);
  id_->selectAll();
}

void StudentBox::take() {
  const QString id = id_->text().simplified().normalized(QString::NormalizationForm_C), token = token_->text().simplified();
  if (id.isEmpty()) return id_->setFocus();
  if (id == known_id_ && QString::compare(token, known_token_) == 0) return show_student(known_id_, known_token_);
  Q_EMIT student_wanted(id, token);
}

}  // namespace cleartext::gui
