// The display may go away while the window is up: a server that crashed, a closed session, a broken line. Qt then calls
// exit() in the middle of its event loop, and what static objects own dies while other threads still read with it. Here the
// program tidies up, says what happened and leaves without that.
#pragma once
#include <functional>

namespace cleartext::gui {

class DisplayLoss {
 public:
  // From the GUI's thread, once there is an application; one at a time.
  explicit DisplayLoss(std::function<void()> tidy_up);
  ~DisplayLoss();
  DisplayLoss(const DisplayLoss&) = delete;
  DisplayLoss& operator=(const DisplayLoss&) = delete;

  static constexpr int status = 1;
};

}  // namespace cleartext::gui
