#include "gui/files/ask_row.h"

#include <QHBoxLayout>
#include <QKeyEvent>

namespace cleartext::gui {

AskRow::AskRow(Theme& theme, QWidget* parent)
    : QWidget(parent), question_(new Text(theme, Theme::Size::small, Ink::ink, false, this)), field_(new QLineEdit(this)) {
  yes_ = new Button(theme, {}, Button::Kind::plain, this);
  no_ = new Button(theme, tr("No"), Button::Kind::quiet, this);
  for (Button* button : {yes_, no_}) button->set_small(true);
  auto* row = new QHBoxLayout(this);
  row->setContentsMargins(0, 0, 0, 0);
  row->addWidget(question_);
  row->addWidget(field_, 1);
  row->addWidget(yes_);
  row->addWidget(no_);
  row->addStretch(0);
  connect(yes_, &QPushButton::clicked, this, &AskRow::answer);
  connect(field_, &QLineEdit::returnPressed, this, &AskRow::answer);
  connect(no_, &QPushButton::clicked, this, &QWidget::hide);
  hide();
}

void AskRow::ask_name(const QString& question, const QString& name, const QString& yes, std::function<void(const QString&)> then) {
  named_ = true;
  then_ = std::move(then);
  question_->setText(question);
  field_->setAccessibleName(question);
  field_->setText(name);
  field_->show();
  yes_->setText(yes);
  no_->setText(tr("Leave it"));
  show();
  field_->setFocus();
  field_->selectAll();
}

void AskRow::ask(const QString& question, const QString& yes, std::function<void()> then) {
  named_ = false;
  then_ = [then = std::move(then)](const QString&) { then(); };
  question_->setText(question);
  field_->hide();
  yes_->setText(yes);
  no_->setText(tr("Keep it"));
  show();
  yes_->setFocus();
}

void AskRow::answer() {
  const QString name = field_->text().trimmed();
  if (named_ && name.isEmpty()) return;
  then_(name);  // while the focus is still here
  hide();
}

void AskRow::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Escape)
    hide();
  else
    QWidget::keyPressEvent(event);
}

// Escape means this row while it is asked, and the window after that.
bool AskRow::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape) event->accept();
  return QWidget::event(event);
}

}  // namespace cleartext::gui
