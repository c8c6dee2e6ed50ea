// Qt says "The X11 (or Wayland) connection broke" right before it leaves; that is heard. Should it leave without a word, exit()
// itself is, though later than what was built after the window.
#include "gui/program/display_loss.h"

#include <QString>
#include <QThread>
#include <QtGlobal>
#include <cstdlib>
#include <iostream>

namespace cleartext::gui {
namespace {

struct Watch {
  std::function<void()> tidy_up;
  QThread* thread = nullptr;  // nullptr: no window is up
  QtMessageHandler before = nullptr;
} watch;

[[noreturn]] void leave() {
  watch.thread = nullptr;
  std::cerr << "cleartext: the display is gone, and the window with it. Open Cleartext again where there is one.\n";
  watch.tidy_up();
  std::_Exit(DisplayLoss::status);
}

void hear(QtMsgType type, const QMessageLogContext& context, const QString& words) {
  if (watch.thread == QThread::currentThread() && words.contains(QLatin1String("connection broke"))) leave();
  if (watch.before != nullptr) watch.before(type, context, words);
}

void hear_exit() {
  if (watch.thread == QThread::currentThread()) leave();
}

}  // namespace

DisplayLoss::DisplayLoss(std::function<void()> tidy_up) {
  [[maybe_unused]] static const int heard = std::atexit(&hear_exit);
  watch.tidy_up = std::move(tidy_up);
  watch.thread = QThread::currentThread();
  watch.before = qInstallMessageHandler(&hear);
}

DisplayLoss::~DisplayLoss() {
  qInstallMessageHandler(watch.before);
  watch = {};
}

}  // namespace cleartext::gui
