// What was captured, shown once more from any place: by the command or by the packet, on and back, by hand or at a pace of
// its own, however fast it was. It holds the view and selects what it shows last.
#pragma once
#include <QObject>
#include <QTimer>

#include "gui/selection/selection.h"

namespace cleartext::gui {

enum class Stride { act, command, packet };  // what "next" means; here an act is as a command

class Replay : public QObject {
  Q_OBJECT
 public:
  explicit Replay(Selection& selection, QObject* parent = nullptr);
  void rewind();             // before the first packet
  void next(Stride stride);  // at its end the view is let go
  void back(Stride stride);
  void play(Stride stride, int pace_milliseconds);  // an event each so many milliseconds, to the end
  void pause();
  bool playing() const { return timer_.isActive(); }

 Q_SIGNALS:
  void changed();  // playing or not
  void ended();    // played to the end: the view is let go

 private:
  void tick();
  Selection& selection_;
  Stride stride_ = Stride::command;
  QTimer timer_;
};

// How many packets show one command more: it, its answers, and what came with them; in the middle of one, or before the first,
// what is left until the next. `line` is what is to be looked at, -1: none. Where no command follows, all packets.
struct Stop {
  std::uint32_t packets = 0;
  int line = -1;
};
Stop command_after(const analysis::Recording& recording, std::uint32_t packets);
Stop command_before(const analysis::Recording& recording, std::uint32_t packets);  // the last of them is not shown any more

}  // namespace cleartext::gui
