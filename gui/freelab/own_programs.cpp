#include "gui/freelab/own_programs.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHBoxLayout>
#include <array>

#include "gui/wire/names.h"

namespace cleartext::gui {

namespace {

QString q(std::string_view text) { return from_bytes(text); }

QString purpose(wire::Service service) {
  using enum wire::Service;
  switch (service) {
    case imap:
    case imaps: return OwnPrograms::tr("Incoming, IMAP");
    case pop3:
    case pop3s: return OwnPrograms::tr("Incoming, POP3");
    case smtp:
    case submission:
    case submissions: return OwnPrograms::tr("Outgoing, SMTP");
    case http: return OwnPrograms::tr("Webmail");
    case ftp: return OwnPrograms::tr("FTP");
    case ftps: return OwnPrograms::tr("FTP inside TLS");
    case sftp: return OwnPrograms::tr("SFTP");
    case printer: break;
  }
  return OwnPrograms::tr("Printer");
}

QString does(wire::CurlLine::Does what) {
  using enum wire::CurlLine::Does;
  switch (what) {
    case sends: return OwnPrograms::tr("Sends a letter");
    case lists_letters: return OwnPrograms::tr("Lists the letters");
    case fetches: return OwnPrograms::tr("Fetches a letter");
    case lists_folders: return OwnPrograms::tr("Lists the folders");
    case lists_files: return OwnPrograms::tr("Lists the files");
    case gets: return OwnPrograms::tr("Gets a file");
    case puts: break;
  }
  return OwnPrograms::tr("Puts a file");
}

// As Thunderbird and FileZilla say it in the window's language.
QString as_shown(const wire::ServerSetting& setting) {
  [[maybe_unused]] constexpr std::array words{
      QT_TRANSLATE_NOOP("OwnPrograms", "None"), QT_TRANSLATE_NOOP("OwnPrograms", "Only use plain FTP (insecure)"),
      QT_TRANSLATE_NOOP("OwnPrograms", "Require explicit FTP over TLS"), QT_TRANSLATE_NOOP("OwnPrograms", "Require implicit FTP over TLS")};
  return OwnPrograms::tr(std::string(wire::security_as_shown(setting)).c_str());
}

}  // namespace

OwnPrograms::OwnPrograms(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  program_ = new Segmented(theme, {tr("Mail"), tr("Files"), tr("curl")}, tr("Program"), this);
  wire_ = new Segmented(theme, {tr("Secret"), tr("In the clear")}, tr("Whether Eve can read it"), this);
  account_ = new QComboBox(this);
  account_->setAccessibleName(tr("Account"));
  for (const auto& account : wire::accounts()) account_->addItem(q(account.user + "@" + account.domain));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  for (QWidget* choice : {static_cast<QWidget*>(program_), static_cast<QWidget*>(wire_)}) column->addWidget(choice, 0, Qt::AlignLeft);
  column->addWidget(account_);
  connect(program_, &Segmented::chosen, this, &OwnPrograms::refresh);
  connect(wire_, &Segmented::chosen, this, &OwnPrograms::refresh);
  connect(account_, &QComboBox::currentIndexChanged, this, &OwnPrograms::refresh);
  connect(&theme, &Theme::changed, this, &OwnPrograms::dress);
  dress();
}

void OwnPrograms::show_lab(wire::NetworkMode mode, const QString& authority_file) {
  mode_ = mode;
  authority_ = authority_file;
  refresh();
}

void OwnPrograms::dress() {
  layout()->setSpacing(theme_.px(10));
  account_->setFont(theme_.words(Theme::Size::small));
  if (rows_ != nullptr) rows_->layout()->setSpacing(theme_.px(5));
}

void OwnPrograms::add_words(const QString& words) {
  auto* text = new Text(theme_, Theme::Size::small, Ink::soft, false, rows_);
  text->setWordWrap(true);
  text->setText(words);
  rows_->layout()->addWidget(text);
}

void OwnPrograms::add_line(const QString& label, const QString& line, const QString& copied) {
  const QString what = copied.isEmpty() ? line : copied;
  lines_ << what;
  auto* head = new QHBoxLayout;
  auto* name = new Text(theme_, Theme::Size::small, Ink::soft, false, rows_);
  name->setText(label);
  name->setWordWrap(true);
  name->setMinimumWidth(1);
  auto* copy = new Button(theme_, tr("Copy"), Button::Kind::quiet, rows_);
  copy->set_small(true);
  copy->setAccessibleName(tr("Copy: %1").arg(label));
  connect(copy, &QPushButton::clicked, copy, [what] { QGuiApplication::clipboard()->setText(what); });
  head->addWidget(name, 1);
  head->addWidget(copy);
  auto* words = new Text(theme_, Theme::Size::small, Ink::ink, false, rows_);
  words->set_mono(true);
  words->setTextFormat(Qt::PlainText);
  words->setWordWrap(true);
  words->setTextInteractionFlags(Qt::TextSelectableByMouse);
  words->setText(line);
  words->setMinimumWidth(1);
  auto* column = static_cast<QVBoxLayout*>(rows_->layout());
  column->addLayout(head);
  column->addWidget(words);
}

bool OwnPrograms::is_wanted(wire::Security security) const { return (security == wire::Security::none) == (wire_->current() == clear); }

// In a network of its own nobody from outside can call: the program has to be started inside.
void OwnPrograms::show_start(const QString& command) {
  if (mode_ == wire::NetworkMode::private_network)
    add_line(tr("Start it inside the lab's network"), QStringLiteral("./cleartext shell -- %1").arg(command));
}

void OwnPrograms::show_settings(const std::vector<wire::ServerSetting>& settings) {
  for (const auto& setting : settings) {
    if (!is_wanted(setting.security)) continue;
    add_line(purpose(setting.service), tr("%1, port %2, %3").arg(q(setting.server)).arg(setting.port).arg(as_shown(setting)),
             q(setting.server));
  }
}

// Thunderbird asks every port by itself, and takes the safest way.
void OwnPrograms::show_mail(const wire::Account& account) {
  show_start(QStringLiteral("thunderbird"));
  if (wire_->current() == clear) {
    add_words(
        tr("Thunderbird finds the secret way by itself. For this one press Edit Configuration, type what stands below, and choose Normal "
           "password."));
  } else {
    add_words(
        tr("First make the lab's authority known: Esc closes the welcome; then Settings, Privacy & Security, Manage Certificates, "
           "Authorities, Import; trust it for websites. From the address Thunderbird then finds the rest by itself."));
    add_line(tr("The lab's authority"), authority_);
  }
  add_line(tr("Address"), q(account.user + "@" + account.domain));
  add_line(tr("User name"), q(account.user));
  add_line(tr("Password"), q(account.password));
  show_settings(wire::mail_settings(account, mode_));
}

void OwnPrograms::show_files(const wire::Account& account) {
  show_start(QStringLiteral("filezilla"));
  add_words(wire_->current() == clear ? tr("In FileZilla: File, Site Manager, New Site. The bar at the top takes TLS where it can.")
                                      : tr("In FileZilla: File, Site Manager, New Site. At the first connection it shows the server's "
                                           "certificate or key: look whose it is, and accept it."));
  add_line(tr("User name"), q(account.user));
  add_line(tr("Password"), q(account.password));
  show_settings(wire::file_settings(mode_));
}

void OwnPrograms::show_curl(const wire::Account& account) {
  if (mode_ == wire::NetworkMode::private_network) add_line(tr("In a shell inside the lab's network"), QStringLiteral("./cleartext shell"));
  const auto authority = mode_ == wire::NetworkMode::private_network ? std::string() : authority_.toStdString();
  for (const auto& line : wire::curl_lines(account, mode_, authority))
    if (is_wanted(line.security)) add_line(tr("%1, %2").arg(does(line.does), q(wire::name(line.service))), q(line.line));
}

void OwnPrograms::refresh() {
  if (account_->currentIndex() < 0) return;
  if (rows_ != nullptr) {
    rows_->hide();
    rows_->deleteLater();
  }
  lines_.clear();
  rows_ = new QWidget(this);
  (new QVBoxLayout(rows_))->setContentsMargins(0, 0, 0, 0);
  layout()->addWidget(rows_);
  const auto& account = wire::accounts()[static_cast<std::size_t>(account_->currentIndex())];
  switch (program_->current()) {
    case mail: show_mail(account); break;
    case files: show_files(account); break;
    default: show_curl(account); break;
  }
  dress();
}

}  // namespace cleartext::gui
