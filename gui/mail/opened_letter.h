// A letter taken apart for who reads it: its words, what hangs on it, and the first picture.
#pragma once
#include <QByteArray>
#include <QImage>
#include <QString>
#include <string>
#include <vector>

namespace cleartext::gui {

struct AttachedFile {
  QString name, type;
  QByteArray content;
};

struct OpenedLetter {
  QString words;  // the first part that is text; not more of it than a window can show
  std::vector<AttachedFile> files;
  QImage picture;  // null: there is none
};

OpenedLetter opened(const std::string& raw);  // of any thread

}  // namespace cleartext::gui
