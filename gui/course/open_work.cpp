// What is open, on the disk while it is open.
#include "gui/course/open_work.h"

#include <signal.h>

#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QSaveFile>
#include <cerrno>

namespace cleartext::gui {
namespace {

bool runs(qint64 process) { return ::kill(static_cast<pid_t>(process), 0) == 0 || errno != ESRCH; }

}  // namespace

OpenWork::OpenWork(const QString& folder) : folder_(folder) {}

OpenWork::~OpenWork() { QFile::remove(path_of(QCoreApplication::applicationPid())); }

QString OpenWork::path_of(qint64 process) const { return QStringLiteral("%1/%2.json").arg(folder_).arg(process); }

// Without a place to write, there is only nothing to offer; what was made is elsewhere.
void OpenWork::set(const QString& lesson, int step) {
  const QString path = path_of(QCoreApplication::applicationPid());
  if (lesson.isEmpty()) {
    QFile::remove(path);
    return;
  }
  QDir().mkpath(folder_);
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return;
  file.write(QJsonDocument({{QStringLiteral("lesson"), lesson}, {QStringLiteral("step"), step}}).toJson(QJsonDocument::Compact));
  file.commit();
}

std::optional<OpenWork::Left> OpenWork::take_left() {
  std::optional<Left> newest;
  for (const QFileInfo& each : QDir(folder_).entryInfoList({QStringLiteral("*.json")}, QDir::Files, QDir::Time)) {
    const qint64 process = each.completeBaseName().toLongLong();
    if (process <= 0 || process == QCoreApplication::applicationPid() || runs(process)) continue;
    QFile file(each.filePath());
    if (!newest && file.open(QIODevice::ReadOnly)) {
      const QJsonObject read = QJsonDocument::fromJson(file.readAll()).object();
      newest = Left{read.value(QStringLiteral("lesson")).toString(), read.value(QStringLiteral("step")).toInt(-1), process};
    }
    QFile::remove(each.filePath());
  }
  return newest && !newest->lesson.isEmpty() ? newest : std::nullopt;
}

}  // namespace cleartext::gui
