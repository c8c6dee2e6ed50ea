// SFTP's addresses are written as FTP's, so one reader serves both.
#include "gui/files/remote_place.h"

#include <QCoreApplication>
#include <QUrl>

#include "servers/actors/ftp_url.h"

namespace cleartext::gui {
namespace {

struct PlaceWords {
  Q_DECLARE_TR_FUNCTIONS(PlaceWords)
};

sftp::Errand::What same_deed(RemotePlace::Deed deed) {
  using From = RemotePlace::Deed;
  using To = sftp::Errand::What;
  switch (deed) {
    case From::list:
    case From::names: return To::list;
    case From::get: return To::get;
    case From::put:
    case From::append: return To::put;
    case From::remove: return To::remove;
    case From::rename: return To::rename;
    case From::make_folder: return To::make_folder;
    case From::remove_folder: return To::remove_folder;
  }
  return To::list;
}

std::string escaped(const std::string& text, const char* kept) {
  return QUrl::toPercentEncoding(QString::fromStdString(text), kept).toStdString();
}

}  // namespace

RemotePlace RemotePlace::usual() {
  RemotePlace place;
  place.user_ = wire::accounts().back().user;
  place.server_ = wire::host(wire::Role::ftp).host_name;
  return place;
}

QString RemotePlace::take(const QString& typed) {
  QString address = typed.trimmed();
  const bool sftp = address.startsWith(QStringLiteral("sftp://"), Qt::CaseInsensitive);
  if (sftp) address.remove(0, 1);
  if (!address.contains(QStringLiteral("://"))) address.prepend(QStringLiteral("ftp://"));
  const auto url = actors::parse_ftp_url(address.toStdString());
  if (!url)
    return PlaceWords::tr("In the address, at character %1, there should be %2.")
        .arg(url.error().offset + 1)
        .arg(QString::fromStdString(url.error().expected));
  const bool guest = !address.contains(QLatin1Char('@'));
  user_ = sftp && guest ? std::string() : url->user;
  const bool told = address.section(QLatin1Char('@'), 0, -2).count(QLatin1Char(':')) > 1;
  password_ = guest || told ? url->password : std::string();
  if (sftp && guest) password_.clear();
  server_ = url->port == 0 ? url->host : url->host + ":" + std::to_string(url->port);
  sftp_ = sftp;
  folder_ = "/";
  for (const auto& folder : url->folders)
    if (!folder.empty()) enter(folder);
  file_ = url->name;
  return {};
}

QString RemotePlace::address() const {
  std::string login = user_.empty() || user_ == "anonymous" ? std::string() : escaped(user_, "");
  if (!login.empty()) login += (password_.empty() ? std::string() : ":" + escaped(password_, "")) + "@";
  return QString::fromStdString((sftp_ ? "sftp://" : "ftp://") + login + server_ + escaped(folder_, "/"));
}

void RemotePlace::enter(const std::string& name) { folder_ += name + "/"; }

void RemotePlace::go_up() {
  if (at_top()) return;
  folder_.pop_back();
  folder_.erase(folder_.rfind('/') + 1);
}

lab::Job RemotePlace::job(Deed deed, const FilesSettings& settings, const std::string& name, const std::string& content,
                          const std::string& new_name) const {
  const bool folder = name.empty();
  const std::string path = folder && folder_.size() > 1 ? folder_.substr(0, folder_.size() - 1) : folder_ + name;
  const std::string new_path = new_name.empty() ? std::string() : folder_ + new_name;
  if (sftp_) return lab::SftpJob{{settings.actor, user_, password_}, {same_deed(deed), {}, {}, path, content, new_path}};
  lab::FtpJob job{server_, user_, password_, folder && folder_ == "/" ? std::string() : path, deed, content};
  job.new_name = new_path;
  job.mode = settings.mode;
  job.tls = settings.tls;
  job.actor = settings.actor;
  return job;
}

}  // namespace cleartext::gui
