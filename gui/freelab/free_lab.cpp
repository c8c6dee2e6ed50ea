// The free lab.
#include "gui/freelab/free_lab.h"

#include <QFileDialog>
#include <QHBoxLayout>
#include <QSaveFile>

#include "engine/dialogue/line.h"

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
  build_words();
  build_result();
  build_own_programs();
  static_cast<QVBoxLayout*>(page_->layout())->addStretch(1);
  standing_ = new Wash(theme, Qt::TopEdge, this);
  auto* words = new Text(theme, Theme::Size::small, Ink::soft, false, standing_);
  words->setText(tr("Everything typed here is recorded. Invent a password."));
  words->setWordWrap(true);
  (new QVBoxLayout(standing_))->addWidget(words);
  body()->addWidget(standing_);
  connect(ftp_, &FtpBox::wanted, this, &FreeLab::start);
  connect(ftp_, &FtpBox::complaint, this, [this](const QString& sentence) { say(sentence, QStringLiteral("warning"), Ink::ink); });
  connect(&theme, &Theme::changed, this, &FreeLab::dress);
  dress();
}

void FreeLab::build_words() {
  auto* heading = new Text(theme_, Theme::Size::title, Ink::ink, true, page_);
  heading->setText(tr("Log in to FTP"));
  auto* words = new Text(theme_, Theme::Size::normal, Ink::soft, false, page_);
  words->setWordWrap(true);
  words->setText(tr("A real connection to the file server. Watch the dialogue, and what Eve writes down."));
  ftp_ = new FtpBox(theme_, page_);
  for (QWidget* part : {static_cast<QWidget*>(heading), static_cast<QWidget*>(words), static_cast<QWidget*>(ftp_)}) page_->layout()->addWidget(part);
}

void FreeLab::build_result() {
  answer_row_ = new QWidget(page_);
  sign_ = new QLabel(answer_row_);
  answer_ = new Text(theme_, Theme::Size::normal, Ink::ink, false, answer_row_);
  answer_->set_pixels(13.5);
  answer_->setWordWrap(true);
  auto* row = new QHBoxLayout(answer_row_);
  row->addWidget(sign_, 0, Qt::AlignTop);
  row->addWidget(answer_, 1);
  result_part_ = new QWidget(page_);
  result_ = new QPlainTextEdit(result_part_);
  result_->setReadOnly(true);
  result_->setWordWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  result_->setAccessibleName(tr("What the server sent"));
  auto* keep = new Button(theme_, tr("Save as…"), Button::Kind::plain, result_part_);
  keep->set_small(true);
  auto* column = new QVBoxLayout(result_part_);
  column->addWidget(result_, 1);
  column->addWidget(keep, 0, Qt::AlignRight);
  page_->layout()->addWidget(answer_row_);
  page_->layout()->addWidget(result_part_);
  answer_row_->hide();
  result_part_->hide();
  connect(keep, &QPushButton::clicked, this, &FreeLab::save);
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

void FreeLab::dress() {
  page_->layout()->setContentsMargins(theme_.px(16), theme_.px(2), theme_.px(16), theme_.px(14));
  page_->layout()->setSpacing(theme_.px(12));
  standing_->layout()->setContentsMargins(theme_.px(16), theme_.px(11), theme_.px(16), theme_.px(12));
  for (QWidget* part : {answer_row_, result_part_, own_part_}) {
    part->layout()->setContentsMargins(0, 0, 0, 0);
    part->layout()->setSpacing(theme_.px(8));
  }
  result_->setFont(theme_.mono());
  result_->setFixedHeight(theme_.px(150));
  if (!sign_name_.isEmpty()) sign_->setPixmap(theme_.picture(sign_name_, sign_ink_, theme_.px(17), devicePixelRatioF()));
}

void FreeLab::say(const QString& sentence, const QString& sign, Ink ink) {
  sign_name_ = sign;
  sign_ink_ = ink;
  answer_->setText(sentence);
  answer_row_->setVisible(!sentence.isEmpty());
  dress();
}

void FreeLab::start(const lab::FtpJob& job) {
  busy_ = true;
  content_name_ = QString::fromStdString(job.file).section(QLatin1Char('/'), -1);
  result_part_->hide();
  say(tr("Connecting to %1 …").arg(QString::fromStdString(job.server)), QStringLiteral("wire"), Ink::client);
  ftp_->set_busy(tr("A transfer is running. Wait for its answer."));
  Q_EMIT transfer_wanted(job);
}

void FreeLab::job_ended(const lab::JobResult& result) {
  if (!busy_ || result.actor != "you") return;
  busy_ = false;
  ftp_->set_busy({});
  say(QString::fromStdString(result.sentence), result.done ? QStringLiteral("tick") : QStringLiteral("warning"), result.done ? Ink::good : Ink::ink);
  content_ = QByteArray::fromStdString(result.content);
  result_->setPlainText(QString::fromStdString(dialogue::printable(result.content.substr(0, 64 * 1024))));
  result_part_->setVisible(!content_.isEmpty());
}

void FreeLab::was_reset() {
  busy_ = false;
  ftp_->set_busy({});
  result_part_->hide();
  say({}, {}, Ink::soft);
}

void FreeLab::set_unavailable(const QString& reason) {
  ftp_->set_busy(reason);
  say(reason, QStringLiteral("warning"), Ink::ink);
}

void FreeLab::save() {
  const QString path = QFileDialog::getSaveFileName(this, tr("Save what the server sent"), content_name_);
  if (path.isEmpty()) return;
  QSaveFile file(path);
  const bool saved = file.open(QIODevice::WriteOnly) && file.write(content_) == content_.size() && file.commit();
  if (saved) say(tr("Saved as %1.").arg(path), QStringLiteral("tick"), Ink::good);
  else say(tr("%1 could not be written: %2. Choose another place.").arg(path, file.errorString()), QStringLiteral("warning"), Ink::ink);
}

}  // namespace cleartext::gui
