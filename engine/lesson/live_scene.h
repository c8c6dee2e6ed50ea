// The scene of a lab that runs.
#pragma once
#include "engine/analysis/recording.h"
#include "engine/lesson/scene.h"

namespace cleartext::lesson {

class LiveScene final : public Scene {
  Q_OBJECT
 public:
  LiveScene(const Lesson& lesson, lab::Lab& lab, analysis::Recording& recording, QObject* parent = nullptr);
  void begin(int step, bool stepping) override;
  void set_stepping(bool stepping) override { lab_.set_stepping(stepping); }
  void allow_one() override { lab_.allow_one(); }
  void set_pace(int milliseconds) override { lab_.set_pace(milliseconds); }
  void close() override;

 private:
  const Lesson& lesson_;
  lab::Lab& lab_;
  analysis::Recording& recording_;
};

}  // namespace cleartext::lesson
