// What the lesson pane needs of a player, and no more. Live it is a lesson::Player; tests play their own part.
#pragma once
#include <QObject>

#include "engine/lesson/player.h"

namespace cleartext::gui {

class Script : public QObject {
  Q_OBJECT
 public:
  static constexpr std::uint32_t no_packet = 0xffffffff;
  using QObject::QObject;
  virtual const lesson::Lesson& lesson() const = 0;
  virtual int current() const = 0;
  virtual lesson::StepState state(int step) const = 0;
  virtual std::string failure(int step) const = 0;
  virtual bool finished() const = 0;
  virtual bool playing() const = 0;
  virtual std::uint32_t shown_until() const = 0;  // 0: all; no_packet: nothing
  virtual std::string next_line() const = 0;
  virtual void next_act() = 0;
  virtual void next_command() = 0;
  virtual void play(int pace_milliseconds) = 0;
  virtual void pause() = 0;
  virtual void back() = 0;
  virtual void look_at(std::uint32_t packets) = 0;  // as the wire was after so many
  virtual void stay() = 0;
  virtual void look_live() = 0;
  virtual std::string answer(const lesson::Question& question) const = 0;

 Q_SIGNALS:
  void changed();
};

}  // namespace cleartext::gui
