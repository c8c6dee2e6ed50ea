// The captures that were opened last, newest first, remembered between two starts.
#pragma once
#include <QStringList>

namespace cleartext::gui {

constexpr int most_recent_files = 8;

QStringList recent_files();               // absolute paths
void remember_file(const QString& path);  // it becomes the first
void forget_file(const QString& path);    // it is not there any more
void forget_recent_files();

}  // namespace cleartext::gui
