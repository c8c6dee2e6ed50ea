// The scene of a recording: the packets of a step are released when it begins, all of them, one passage after the other at
// a pace, or one at a time by hand. Nobody acts, and nothing is sent; only Eve tries her words again, on what was captured.
#pragma once
#include <QTimer>

#include "engine/lesson/passages.h"
#include "engine/lesson/scene.h"
#include "engine/session/recorded_run.h"

namespace cleartext::lesson {

class RecordedScene final : public Scene {
  Q_OBJECT
 public:
  RecordedScene(const Lesson& lesson, RecordedLesson recorded, session::RecordedRun& run, QObject* parent = nullptr);
  void begin(int step, bool stepping) override;
  void set_stepping(bool stepping) override;
  void allow_one() override;
  void set_pace(int milliseconds) override;
  void close() override;

 private:
  void go_on();        // as stepping and pace have it
  void let_through();  // the next passage, up to the one after it
  void release_before_next();
  void announce();

  const Lesson& lesson_;
  RecordedLesson recorded_;
  session::RecordedRun& run_;
  std::size_t next_ = 0;   // passage at the gate
  std::uint32_t end_ = 0;  // of the step, as a packet
  bool stepping_ = false;
  int pace_ = 0;
  QTimer beat_;
};

}  // namespace cleartext::lesson
