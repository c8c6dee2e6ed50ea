// The box "Log in to FTP".
#include "gui/freelab/ftp_box.h"

#include <QFile>
#include <QFileDialog>
#include <QFileInfo>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QVBoxLayout>

#include "servers/wire/hosts.h"

namespace cleartext::gui {
namespace {

constexpr qint64 largest_file = 16 * 1024 * 1024;

enum What { get_file, put_file, list_folder };

}  // namespace

FtpBox::FtpBox(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme), grid_(new QGridLayout) {
  what_ = new Segmented(theme, {tr("Get"), tr("Put"), tr("List")}, tr("What to do"), this);
  server_ = add_field(tr("Server"), tr("FTP server"));
  const auto ftp = wire::host(wire::Role::ftp).host_name;
  server_->setText(QString::fromUtf8(ftp.data(), static_cast<qsizetype>(ftp.size())));
  user_ = add_field(tr("User"), tr("User name"));
  user_->setPlaceholderText(tr("bob, or anonymous"));
  password_ = add_field(tr("Password"), tr("Password"));
  password_->setEchoMode(QLineEdit::Password);
  password_->setPlaceholderText(tr("Invent one"));
  file_ = add_field(tr("File"), tr("File on the server"));
  file_label_ = qobject_cast<Text*>(grid_->itemAtPosition(3, 0)->widget());
  grid_->setColumnStretch(1, 1);
  build_content();
  go_ = new Button(theme, {}, Button::Kind::primary, this);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(what_, 0, Qt::AlignLeft);
  column->addLayout(grid_);
  column->addWidget(content_part_);
  column->addWidget(go_);
  connect(what_, &Segmented::chosen, this, &FtpBox::refresh);
  connect(go_, &QPushButton::clicked, this, &FtpBox::start);
  for (QLineEdit* field : {server_, user_, password_, file_}) connect(field, &QLineEdit::returnPressed, this, &FtpBox::start);
  connect(&theme, &Theme::changed, this, &FtpBox::dress);
  dress();
  refresh();
}

QLineEdit* FtpBox::add_field(const QString& label, const QString& accessible) {
  auto* words = new Text(theme_, Theme::Size::small, Ink::soft, false, this);
  words->setText(label);
  auto* field = new QLineEdit(this);
  field->setAccessibleName(accessible);
  words->setBuddy(field);
  const int row = grid_->rowCount() == 1 && grid_->count() == 0 ? 0 : grid_->rowCount();
  grid_->addWidget(words, row, 0);
  grid_->addWidget(field, row, 1);
  return field;
}

void FtpBox::build_content() {
  content_part_ = new QWidget(this);
  content_ = new QPlainTextEdit(content_part_);
  content_->setPlaceholderText(tr("Type what the file shall hold"));
  content_->setAccessibleName(tr("What the file shall hold"));
  content_->setTabChangesFocus(true);
  content_name_ = new Text(theme_, Theme::Size::small, Ink::soft, false, content_part_);
  content_name_->setWordWrap(true);
  choose_ = new Button(theme_, tr("Take a file…"), Button::Kind::plain, content_part_);
  choose_->set_small(true);
  auto* row = new QHBoxLayout;
  row->addWidget(choose_);
  row->addWidget(content_name_, 1);
  auto* column = new QVBoxLayout(content_part_);
  column->setContentsMargins(0, 0, 0, 0);
  column->addWidget(content_);
  column->addLayout(row);
  connect(choose_, &QPushButton::clicked, this, &FtpBox::choose_file);
  connect(content_, &QPlainTextEdit::textChanged, this, [this] {
    from_file_ = false;
    content_name_->clear();
  });
}

void FtpBox::choose_file() {
  const QString path = QFileDialog::getOpenFileName(this, tr("Which file shall be put on the server?"));
  if (path.isEmpty()) return;
  QFile file(path);
  if (!file.open(QIODevice::ReadOnly)) return Q_EMIT complaint(tr("%1 cannot be read. Choose another file.").arg(path));
  if (file.size() > largest_file) return Q_EMIT complaint(tr("%1 is larger than 16 MB. Choose a smaller file.").arg(path));
  const QByteArray bytes = file.readAll();
  content_->clear();
  chosen_ = bytes;
  from_file_ = true;
  content_name_->setText(tr("%1, %2 bytes").arg(QFileInfo(path).fileName()).arg(bytes.size()));
  if (file_->text().isEmpty()) file_->setText(QFileInfo(path).fileName());
}

lab::FtpJob FtpBox::job() const {
  lab::FtpJob job;
  job.server = server_->text().trimmed().toStdString();
  job.user = user_->text().toStdString();
  job.password = password_->text().toStdString();
  job.file = file_->text().trimmed().toStdString();
  switch (what_->current()) {
    case put_file: job.what = lab::FtpJob::What::put; break;
    case list_folder: job.what = lab::FtpJob::What::list; break;
    default: job.what = lab::FtpJob::What::get; break;
  }
  if (job.what == lab::FtpJob::What::put) job.content = from_file_ ? chosen_.toStdString() : content_->toPlainText().toStdString();
  return job;
}

void FtpBox::start() {
  if (!go_->isEnabled()) return;
  const auto missing = [this](QLineEdit* field, const QString& sentence) {
    field->setFocus();
    Q_EMIT complaint(sentence);
  };
  if (server_->text().trimmed().isEmpty()) return missing(server_, tr("Which server? In this lab it is ftp.hamburger.edu."));
  if (user_->text().isEmpty()) return missing(user_, tr("Who logs in? Type a user name, for example bob or anonymous."));
  if (file_->text().trimmed().isEmpty() && what_->current() != list_folder) return missing(file_, tr("Which file? List shows what is there."));
  Q_EMIT wanted(job());
}

void FtpBox::set_busy(const QString& reason) {
  const bool ready = reason.isEmpty();
  for (QWidget* part : {static_cast<QWidget*>(what_), static_cast<QWidget*>(server_), static_cast<QWidget*>(user_), static_cast<QWidget*>(password_),
                        static_cast<QWidget*>(file_), content_part_, static_cast<QWidget*>(go_)}) {
    part->setEnabled(ready);
    part->setToolTip(reason);
  }
}

void FtpBox::refresh() {
  const int what = what_->current();
  content_part_->setVisible(what == put_file);
  file_label_->setText(what == list_folder ? tr("Folder") : tr("File"));
  file_->setPlaceholderText(what == list_folder ? tr("Empty: the first folder") : what == put_file ? tr("Its name on the server") : tr("Its name on the server"));
  go_->setText(what == list_folder ? tr("List the folder") : what == put_file ? tr("Put the file") : tr("Get the file"));
  go_->setAccessibleName(go_->text());
}

void FtpBox::dress() {
  layout()->setSpacing(theme_.px(11));
  grid_->setHorizontalSpacing(theme_.px(12));
  grid_->setVerticalSpacing(theme_.px(8));
  content_part_->layout()->setSpacing(theme_.px(7));
  content_->setFont(theme_.mono());
  content_->setFixedHeight(theme_.px(96));
  for (QLineEdit* field : {server_, user_, password_, file_}) field->setFont(theme_.words_px(13.5));
}

}  // namespace cleartext::gui
