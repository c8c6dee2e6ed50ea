// A file that a person chose, read beside the window's thread: it may lie far away.
#pragma once
#include <QObject>
#include <QString>
#include <functional>
#include <string>

namespace cleartext::gui {

struct ReadFile {
  QString name;  // without its folder
  std::string content;
  QString problem;  // empty: it was read
};

// `then` is called in the thread of `owner`, unless that is gone by then.
void read_file(QObject* owner, const QString& path, const std::function<void(const ReadFile&)>& then);

}  // namespace cleartext::gui
