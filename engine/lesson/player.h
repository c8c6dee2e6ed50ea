// Plays a lesson against a lab, or what was captured in one, and believes nothing but the recording: a step is seen when its evidence is on
// the wire, in order, after the step began. Lives in the thread of the recording.
#pragma once
#include <QObject>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "engine/analysis/recording.h"
#include "engine/lesson/lesson.h"
#include "servers/lab/lab.h"

namespace cleartext::session {
class RecordedRun;
}

namespace cleartext::lesson {

struct RecordedLesson;

enum class StepState { waiting, running, seen, failed };

class Player : public QObject {
  Q_OBJECT
 public:
  Player(Lesson lesson, lab::Lab& lab, analysis::Recording& recording, QObject* parent = nullptr);
  Player(Lesson lesson, RecordedLesson recorded, session::RecordedRun& run, QObject* parent = nullptr);
  ~Player() override;

  const Lesson& lesson() const;
  int current() const;  // step shown, 0..n-1; -1 before the first
  StepState state(int step) const;
  const std::vector<std::uint32_t>& evidence(int step) const;  // packet numbers, one for each evidence
  std::uint32_t packets_before(int step) const;                // how many were captured when it began
  std::string failure(int step) const;                         // a helpful sentence, empty when none
  bool finished() const;                                       // every step seen
  bool playing() const;
  // Stepped back: the wire as it was at the end of the step shown, by its last packet (0: none yet). Empty: live.
  std::optional<std::uint32_t> shown_until() const;
  std::string next_line() const;  // what waits at the gate: "RCPT TO:<bob@hamburger.edu>", or empty

  void next_act();                   // plays the step to its evidence; then the next call begins the next step
  void next_command();               // lets one line through (begins the next step where this one is done)
  void play(int pace_milliseconds);  // steps and lines by themselves at this pace; 0: as fast as it goes
  void pause();
  void back();  // one step back in what was recorded; the wire is shown as it was then
  // The wire is looked at as it was after so many packets, whatever comes meanwhile: the step shown is the one that they end in.
  void look_at(std::uint32_t packets);
  void stay();       // at the step that is shown, to its end: it is no longer held by packets
  void look_live();  // where it is held by packets: at the step that runs now
  void restart();    // before the first step; the lab was reset and the recording cleared

  // The answer to a question, read from this run; empty while it was not seen.
  std::string answer(const Question& question) const;

 Q_SIGNALS:
  void changed();  // anything above
  void step_seen(int step);
  void step_failed(int step);
  void done();  // finished, or failed

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// For a capture file: a comment on each packet that ended a step.
std::map<std::uint32_t, std::string> packet_comments(const Player& player);

}  // namespace cleartext::lesson
