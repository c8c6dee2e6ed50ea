// Doors only: each leads to where that work is done, so there is one place for each.
#include "gui/freelab/free_lab.h"

#include <QGridLayout>
#include <QVBoxLayout>

namespace cleartext::gui {

FreeLab::FreeLab(Theme& theme, QWidget* parent) : Card(theme, tr("Free lab"), parent), theme_(theme) {
  scroll_ = new QScrollArea(this);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  page_ = new QWidget;
  new QVBoxLayout(page_);
  scroll_->setWidget(page_);
  scroll_->viewport()->setAutoFillBackground(false);
  page_->setAutoFillBackground(false);
  body()->addWidget(scroll_, 1);
  build_doors();
  build_own_programs();
  static_cast<QVBoxLayout*>(page_->layout())->addStretch(1);
  standing_ = new Wash(theme, Qt::TopEdge, this);
  auto* words = new Text(theme, Theme::Size::small, Ink::soft, false, standing_);
  words->setText(tr("Everything typed here is recorded. Invent a password."));
  words->setWordWrap(true);
  (new QVBoxLayout(standing_))->addWidget(words);
  body()->addWidget(standing_);
  connect(&theme, &Theme::changed, this, &FreeLab::dress);
  dress();
}

void FreeLab::build_doors() {
  doors_part_ = new QWidget(page_);
  auto* heading = new Text(theme_, Theme::Size::title, Ink::ink, true, doors_part_);
  heading->setText(tr("Work by hand"));
  reason_ = new Text(theme_, Theme::Size::normal, Ink::soft, false, doors_part_);
  reason_->setWordWrap(true);
  reason_->setText(tr("Real connections to real servers. Watch the dialogue, and what Eve writes down."));
  auto* column = new QVBoxLayout(doors_part_);
  for (QWidget* part : {heading, reason_}) column->addWidget(part);
  const auto add = [&](const QString& name, const QString& key, const QString& words) {
    auto* door = new Button(theme_, name, Button::Kind::plain, doors_part_);
    door->set_key(key);
    door->setAccessibleDescription(words);
    auto* said = new Text(theme_, Theme::Size::small, Ink::soft, false, doors_part_);
    said->setWordWrap(true);
    said->setText(words);
    connect(door, &QPushButton::clicked, this, [this, place = static_cast<int>(doors_.size())] { Q_EMIT place_wanted(place); });
    doors_.push_back(door);
    column->addWidget(door);
    column->addWidget(said);
  };
  add(tr("Console"), tr("Alt+2"), tr("Speak to a server yourself, line by line, with a coach."));
  add(tr("Mail"), tr("Alt+3"), tr("Write and fetch letters as Alice or Bob."));
  add(tr("Files"), tr("Alt+4"), tr("Log in to FTP or SFTP; get files and put some there."));
  page_->layout()->addWidget(doors_part_);
}

void FreeLab::build_own_programs() {
  own_part_ = new QWidget(page_);
  auto* heading = new Text(theme_, Theme::Size::title, Ink::ink, true, own_part_);
  heading->setText(tr("Use your own programs"));
  auto* words = new Text(theme_, Theme::Size::normal, Ink::soft, false, own_part_);
  words->setWordWrap(true);
  words->setText(tr("Thunderbird, FileZilla, curl: any program may talk to these servers, and every view shows what it says."));
  own_ = new OwnPrograms(theme_, own_part_);
  auto* column = new QVBoxLayout(own_part_);
  for (QWidget* part : {static_cast<QWidget*>(heading), static_cast<QWidget*>(words), static_cast<QWidget*>(own_)}) column->addWidget(part);
  page_->layout()->addWidget(own_part_);
  own_part_->hide();
}

void FreeLab::show_settings(wire::NetworkMode mode, const QString& authority_file) {
  own_->show_lab(mode, authority_file);
  own_part_->show();
}

void FreeLab::set_unavailable(const QString& reason) {
  reason_->setText(reason);
  for (Button* door : doors_) door->setEnabled(false);
}

void FreeLab::dress() {
  page_->layout()->setContentsMargins(theme_.px(16), theme_.px(2), theme_.px(16), theme_.px(14));
  page_->layout()->setSpacing(theme_.px(18));
  standing_->layout()->setContentsMargins(theme_.px(16), theme_.px(11), theme_.px(16), theme_.px(12));
  for (QWidget* part : {doors_part_, own_part_}) {
    part->layout()->setContentsMargins(0, 0, 0, 0);
    part->layout()->setSpacing(theme_.px(8));
  }
}

}  // namespace cleartext::gui
