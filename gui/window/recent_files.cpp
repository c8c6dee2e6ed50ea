#include "gui/window/recent_files.h"

#include <QFileInfo>
#include <QSettings>

namespace cleartext::gui {
namespace {

QString key() { return QStringLiteral("captures/recent"); }

}  // namespace

QStringList recent_files() { return QSettings().value(key()).toStringList().mid(0, most_recent_files); }

void remember_file(const QString& path) {
  const QString whole = QFileInfo(path).absoluteFilePath();
  QStringList files = recent_files();
  files.removeAll(whole);
  files.prepend(whole);
  QSettings().setValue(key(), files.mid(0, most_recent_files));
}

void forget_file(const QString& path) {
  QStringList files = recent_files();
  if (files.removeAll(QFileInfo(path).absoluteFilePath()) > 0) QSettings().setValue(key(), files);
}

void forget_recent_files() { QSettings().remove(key()); }

}  // namespace cleartext::gui
