// What is open, on the disk while it is open: a program that ended before it was closed is known by what it left, and the next
// start offers to go on there.
#pragma once
#include <QString>
#include <optional>

namespace cleartext::gui {

class OpenWork {
 public:
  struct Left {
    QString lesson;      // its folder; empty: the free lab
    int step = -1;       // the last that was seen
    qint64 process = 0;  // that ended
    QString capture;     // of what it captured, kept beside; empty: there is none
  };
  explicit OpenWork(const QString& folder);     // of all windows of this user
  ~OpenWork();                                  // closed as it should be: nothing is left
  void set(const QString& lesson, int step);    // an empty lesson: the free lab
  QString capture_path() const;                 // where this process captures to
  static void keep_few(const QString& folder);  // of captures: the newest
  std::optional<Left> take_left();              // the newest of a process that is gone; told once

 private:
  QString path_of(qint64 process) const;
  QString keep_capture(qint64 process) const;
  QString folder_;
};

}  // namespace cleartext::gui
