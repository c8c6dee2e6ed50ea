// One file at a time is read on a thread of the pool; nothing of the window is touched there.
#include "gui/bench/file_reading.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>

#include "gui/bench/beside.h"

namespace cleartext::gui {
namespace {

constexpr qint64 largest_file = 16 * 1024 * 1024;

struct Reading {
  Q_DECLARE_TR_FUNCTIONS(Reading)
};

ReadFile read(const QString& path) {
  ReadFile all{QFileInfo(path).fileName(), {}, {}};
  QFile file(path);
  if (!QFileInfo(path).isFile() || !file.open(QIODevice::ReadOnly))
    all.problem = Reading::tr("%1 cannot be read. Choose another file.").arg(path);
  else if (file.size() > largest_file)
    all.problem = Reading::tr("%1 is larger than 16 MB. Choose a smaller file.").arg(path);
  else
    all.content = file.read(largest_file).toStdString();
  return all;
}

}  // namespace

void read_file(QObject* owner, const QString& path, const std::function<void(const ReadFile&)>& then) {
  beside(
      owner, [path] { return read(path); }, then);
}

}  // namespace cleartext::gui
