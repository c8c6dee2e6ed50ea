// Where the pictures of a tour go: a folder of PNG files, and a page that shows them all.
#pragma once
#include <QDir>
#include <QStringList>
#include <QThreadPool>
#include <atomic>

class QWidget;

namespace cleartext::gui {

class Album {
 public:
  explicit Album(const QDir& folder) : folder_(folder) {}
  void add(QWidget& window, const QString& look, const QString& view);  // told on stdout once it is on the disk
  bool finish();  // waits for the disk and writes the page; false: not everything could be written

 private:
  bool write_page() const;
  QDir folder_;
  QStringList names_;
  QThreadPool pressing_;  // to make a PNG takes longer than to take the picture
  std::atomic<bool> whole_ = true;
};

}  // namespace cleartext::gui
