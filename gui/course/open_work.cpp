// What is open, on the disk while it is open.
#include "gui/course/open_work.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>

#include "servers/network/process.h"

namespace cleartext::gui {
OpenWork::OpenWork(const QString& folder) : folder_(folder) {}

OpenWork::~OpenWork() { QFile::remove(path_of(QCoreApplication::applicationPid())); }

QString OpenWork::path_of(qint64 process) const { return QStringLiteral("%1/%2.json").arg(folder_).arg(process); }

// Without a place to write, there is only nothing to offer; what was made is elsewhere.
void OpenWork::set(const QString& lesson, int step) {
  const QString path = path_of(QCoreApplication::applicationPid());
  QDir().mkpath(folder_);
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return;
  file.write(QJsonDocument({{QStringLiteral("lesson"), lesson}, {QStringLiteral("step"), step}}).toJson(QJsonDocument::Compact));
  file.commit();
}

QString OpenWork::capture_path() const { return QStringLiteral("%1/%2.pcapng").arg(folder_).arg(QCoreApplication::applicationPid()); }

// The last few stay in a folder of their own.
QString OpenWork::keep_capture(qint64 process) const {
  const QString left = QStringLiteral("%1/%2.pcapng").arg(folder_).arg(process);
  if (!QFile::exists(left)) return {};
  QDir kept(folder_ + QStringLiteral("/kept"));
  kept.mkpath(QStringLiteral("."));
  const QString time = QFileInfo(left).lastModified().toString(QStringLiteral("yyyy-MM-dd hh.mm.ss"));
  const QString path = kept.filePath(QStringLiteral("%1 (%2).pcapng").arg(time).arg(process));
  if (!QFile::rename(left, path)) return {};
  keep_few(kept.path());
  return path;
}

void OpenWork::keep_few(const QString& folder) {
  constexpr qsizetype most = 5;
  const QFileInfoList all = QDir(folder).entryInfoList({QStringLiteral("*.pcapng")}, QDir::Files, QDir::Time);
  for (qsizetype i = most; i < all.size(); ++i) QFile::remove(all[i].filePath());
}

std::optional<OpenWork::Left> OpenWork::take_left() {
  std::optional<Left> newest;
  for (const QFileInfo& each : QDir(folder_).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Time)) {
    const qint64 process = each.completeBaseName().toLongLong();
    if (process <= 0 || process == QCoreApplication::applicationPid() || network::runs(static_cast<pid_t>(process))) continue;
    const QString capture = keep_capture(process);
    QFile file(each.filePath());
    if (!newest && file.open(QIODevice::ReadOnly)) {
      const QJsonObject read = QJsonDocument::fromJson(file.readAll()).object();
      newest = Left{read.value(QStringLiteral("lesson")).toString(), read.value(QStringLiteral("step")).toInt(-1), process, capture};
    }
    QFile::remove(each.filePath());
  }
  return newest;
}

}  // namespace cleartext::gui
