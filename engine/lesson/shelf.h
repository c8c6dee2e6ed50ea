// Reads lessons in a thread of its own, for a window that must not wait. What is asked for last is what counts: an answer
// to an earlier question of the same kind is dropped.
#pragma once
#include <QObject>
#include <QStringList>
#include <QThreadPool>
#include <functional>
#include <string>
#include <vector>

#include "engine/lesson/progress.h"

namespace cleartext::lesson {

// What is said of a lesson before it is opened.
struct Title {
  std::string id, folder;
  Words title, summary;
  int minutes = 0, steps = 0, checks = 0;
  std::vector<std::string> prerequisites;  // ids
  Progress progress;
  std::string fault;  // why it cannot be played; empty: it can
};

class Shelf : public QObject {
  Q_OBJECT
 public:
  using Loaded = std::function<void(tl::expected<Lesson, std::vector<Fault>>)>;
  explicit Shelf(QObject* parent = nullptr);
  ~Shelf() override;
  void list(const std::string& progress_folder, const std::string& student);    // then listed()
  void load(const std::string& folder, const Student& student, Loaded loaded);  // called in this object's thread

 Q_SIGNALS:
  void listed(const std::vector<cleartext::lesson::Title>& titles);  // in the course's order

 private:
  QThreadPool pool_;
  int lists_ = 0, loads_ = 0;  // asked for so far
};

}  // namespace cleartext::lesson
