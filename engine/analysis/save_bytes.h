// Bytes as a file: all of them, or the file of before. What has the name and is no file, a device or a pipe, is written to.
#pragma once
#include <QByteArray>
#include <QString>

namespace cleartext::analysis {

// Empty: they are on the disk; else why not.
QString save_bytes(const QString& path, const QByteArray& bytes);

}  // namespace cleartext::analysis
