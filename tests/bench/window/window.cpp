// Opens a capture in the window, as a hand would, and says how long one waits: for the first rows on the screen, for the whole
// list, for a filter, for another order, for each view; the longest time in which the window did not answer, and the longest work
// on one event by processor time, which other work on the machine does not stretch; and the memory it took.
#include <fmt/format.h>
#include <malloc.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QEvent>
#include <QFile>
#include <QTimer>
#include <ctime>

#include "gui/capture/capture_window.h"
#include "gui/wire/packet_search.h"
#include "gui/wire/wire_tabs.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

// The longest gap between two beats of a timer that should beat every millisecond.
class Heart {
 public:
  Heart() {
    clock_.start();
    timer_.setInterval(1);
    timer_.setTimerType(Qt::PreciseTimer);
    QObject::connect(&timer_, &QTimer::timeout, &timer_, [this] {
      longest_ = std::max(longest_, clock_.nsecsElapsed());
      clock_.start();
    });
    timer_.start();
  }
  double take() {
    const double longest = static_cast<double>(longest_) / 1e6;
    longest_ = 0;
    clock_.start();
    return longest;
  }

 private:
  QTimer timer_;
  QElapsedTimer clock_;
  qint64 longest_ = 0;
};

// What the window's thread worked on one event, at most.
class Window : public QApplication {
 public:
  using QApplication::QApplication;
  bool notify(QObject* receiver, QEvent* event) override {
    const double before = worked();
    ++depth_;
    const bool done = QApplication::notify(receiver, event);
    if (--depth_ == 0) longest_ = std::max(longest_, worked() - before);
    return done;
  }
  double take() { return std::exchange(longest_, 0); }

 private:
  static double worked() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
  }
  int depth_ = 0;
  double longest_ = 0;
};

class Painted : public QObject {
 public:
  explicit Painted(std::function<void()> painted) : painted_(std::move(painted)) {}
  bool eventFilter(QObject* watched, QEvent* event) override {
    if (event->type() == QEvent::Paint)
      QMetaObject::invokeMethod(
          this, [this] { painted_(); }, Qt::QueuedConnection);
    return QObject::eventFilter(watched, event);
  }

 private:
  std::function<void()> painted_;
};

double megabytes(const char* what) {
  QFile status(QStringLiteral("/proc/self/status"));
  if (!status.open(QIODevice::ReadOnly)) return 0;
  for (const QByteArray& line : status.readAll().split('\n'))
    if (line.startsWith(what)) return line.simplified().split(' ').value(1).toDouble() / 1024;
  return 0;
}

struct Times {
  explicit Times(const char* file) : path(QString::fromLocal8Bit(file)) {}
  QString path;
  Theme theme;
  CaptureWindow capture{theme};
  Heart heart;
  QElapsedTimer clock;
  std::clock_t processor = 0;
  PacketModel* model = nullptr;
  double first_rows = 0;

  double now() const { return static_cast<double>(clock.nsecsElapsed()) / 1e6; }
  // On a busy machine the time of the processor says what the clock would on a quiet one.
  void begin() {
    heart.take();
    static_cast<Window*>(qApp)->take();
    processor = std::clock();
    clock.start();
  }
  void say(const char* what, double milliseconds) {
    const double worked = static_cast<double>(std::clock() - processor) * 1000 / CLOCKS_PER_SEC;
    fmt::print("{:<40}{:>10.1f} ms   processor {:>8.1f} ms   longest pause {:>7.1f} ms, work {:>6.1f} ms\n", what, milliseconds, worked,
               heart.take(), static_cast<Window*>(qApp)->take());
  }
  template <typename Done>
  void wait(Done done) {
    while (!done()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  }

  void open() {
    MainWindow& window = capture.window();
    window.wire().show_tab(WireTabs::Tab::packets);
    model = static_cast<PacketModel*>(window.wire().packets().model());
    window.show();
    QCoreApplication::processEvents();
    Painted painted([this] {
      if (first_rows == 0 && model->rowCount() > 0) {
        first_rows = now();
        say("first rows on the screen", first_rows);
      }
    });
    window.wire().packets().viewport()->installEventFilter(&painted);
    begin();
    capture.open(path);
    wait([this] { return first_rows > 0 && !capture.reading(); });
    say("all of it", now());
    window.wire().packets().viewport()->removeEventFilter(&painted);
  }

  void filter(const char* typed) {
    double first = 0;
    const auto rows = QObject::connect(model, &QAbstractItemModel::rowsInserted, model, [&] {
      if (first == 0) first = now();
    });
    begin();
    capture.window().wire().set_filter(QString::fromUtf8(typed));
    wait([this] { return !model->scanning(); });
    QObject::disconnect(rows);
    say(fmt::format("filter {} ({})", typed, model->rowCount()).c_str(), now());
    fmt::print("{:<40}{:>10.1f} ms\n", "  its first rows", first);
  }

  // Until nothing more came of it for a while.
  void show(WireTabs::Tab tab, const char* name) {
    begin();
    capture.window().wire().show_tab(tab);
    QElapsedTimer quiet;
    for (quiet.start(); quiet.elapsed() < 1500;) QCoreApplication::processEvents(QEventLoop::AllEvents, 20);
    say(name, now());
  }

  void sort(int column, const char* name) {
    begin();
    capture.window().wire().packets().sortByColumn(column, Qt::AscendingOrder);
    wait([this] { return !model->sorting(); });
    say(fmt::format("order by {}", name).c_str(), now());
    capture.window().wire().packets().sortByColumn(-1, Qt::AscendingOrder);
  }
};

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) return fmt::print(stderr, "Usage: {} CAPTURE\n", argv[0]), 2;
  Window application(argc, argv);
  QApplication::setApplicationName(QStringLiteral("cleartext-bench"));
  Times bench(argv[1]);
  bench.open();
  const auto heap = mallinfo2();
  fmt::print("{} packets, resident {:.0f} MB, of it mapped from files {:.0f} MB; allocated {:.0f} MB, free {:.0f} MB\n",
             bench.capture.recording().packets().size(), megabytes("VmRSS:"), megabytes("RssFile:"),
             static_cast<double>(heap.uordblks + heap.hblkhd) / 1048576, static_cast<double>(heap.fordblks) / 1048576);
  for (const char* typed : {"smtp and port 25", "host 10.100.0.0/16 and not tls", "text marmalade", "password", "credentials"})
    bench.filter(typed);
  bench.capture.window().wire().set_filter({});
  bench.sort(PacketColumn::length, "length");
  bench.sort(PacketColumn::info, "info");
  using Tab = WireTabs::Tab;
  for (const auto& [tab, name] :
       {std::pair{Tab::dialogue, "dialogue"}, std::pair{Tab::ladder, "ladder"}, std::pair{Tab::message, "message"},
        std::pair{Tab::readable, "readable"}, std::pair{Tab::plots, "plots"}, std::pair{Tab::side_by_side, "side by side"}})
    bench.show(tab, name);
  QElapsedTimer quiet;
  for (quiet.start(); quiet.elapsed() < PacketSearch::rest_milliseconds;) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents);
  fmt::print("resident after a rest {:.0f} MB, at most {:.0f} MB\n", megabytes("VmRSS:"), megabytes("VmHWM:"));
  return 0;
}
