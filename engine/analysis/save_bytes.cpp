#include "engine/analysis/save_bytes.h"

#include <QFileInfo>
#include <QSaveFile>

namespace cleartext::analysis {

QString save_bytes(const QString& path, const QByteArray& bytes) {
  const QFileInfo there(path);
  if (there.exists() && !there.isFile() && !there.isDir()) {
    QFile file(path);
    const bool written = file.open(QIODevice::WriteOnly | QIODevice::Unbuffered) && file.write(bytes) == bytes.size();
    return written ? QString() : file.errorString();
  }
  QSaveFile file(path);
  const bool written = file.open(QIODevice::WriteOnly) && file.write(bytes) == bytes.size() && file.commit();
  return written ? QString() : file.errorString();
}

}  // namespace cleartext::analysis
