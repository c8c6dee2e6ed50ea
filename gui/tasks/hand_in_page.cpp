#include "gui/tasks/hand_in_page.h"

#include <QHBoxLayout>
#include <QLocale>
#include <QVBoxLayout>

namespace cleartext::gui {

HandInPage::HandInPage(Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      heading_(new Text(theme, Theme::Size::title, Ink::ink, true, this)),
      words_(new Text(theme, Theme::Size::body, Ink::ink, false, this)),
      save_(new Button(theme, tr("Save the file…"), Button::Kind::primary, this)),
      back_(new Button(theme, tr("Not yet"), Button::Kind::plain, this)),
      home_(new Button(theme, tr("To the lessons"), Button::Kind::primary, this)) {
  for (Text* wraps : {heading_, words_}) wraps->setWordWrap(true);
  words_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  words_->setTextFormat(Qt::PlainText);
  auto* buttons = new QHBoxLayout;
  buttons->addWidget(save_);
  buttons->addWidget(home_);
  buttons->addWidget(back_);
  buttons->addStretch(1);
  auto* column = new QVBoxLayout(this);
  column->addWidget(heading_);
  column->addWidget(words_);
  column->addLayout(buttons);
  column->addStretch(1);
  connect(save_, &QPushButton::clicked, this, &HandInPage::save_wanted);
  connect(back_, &QPushButton::clicked, this, &HandInPage::back_wanted);
  connect(home_, &QPushButton::clicked, this, &HandInPage::home_wanted);
  home_->hide();
  connect(&theme, &Theme::changed, this, &HandInPage::dress);
  dress();
}

void HandInPage::dress() {
  layout()->setContentsMargins(theme_.px(16), theme_.px(8), theme_.px(16), theme_.px(14));
  layout()->setSpacing(theme_.px(12));
}

void HandInPage::show_contents(const QStringList& sentences) {
  heading_->setText(tr("What you hand in"));
  words_->setText(tr("One file, which Wireshark can open too. In it are:") + QStringLiteral("\n\n•  ") +
                  sentences.join(QStringLiteral("\n•  ")));
  save_->show();
  home_->hide();
  back_->setText(tr("Not yet"));
  back_->updateGeometry();
  save_->setFocus(Qt::TabFocusReason);
}

void HandInPage::show_done(const QString& path, qint64 bytes) {
  heading_->setText(tr("Saved"));
  words_->setText(tr("Your hand-in is %1 (%2). Give this file to your teacher, or upload it where you were told to.")
                      .arg(path, QLocale().formattedDataSize(bytes)));
  save_->hide();
  home_->show();
  back_->setText(tr("Back to the tasks"));
  back_->updateGeometry();
  home_->setFocus(Qt::TabFocusReason);
}

}  // namespace cleartext::gui
