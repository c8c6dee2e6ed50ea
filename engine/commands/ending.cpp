#include "engine/commands/ending.h"

#include <fcntl.h>
#include <unistd.h>

#include <QCoreApplication>
#include <array>
#include <csignal>

namespace cleartext::commands {
namespace {

// A signal handler may do little: it writes one byte, and the event loop does the rest.
std::array<int, 2> pipe_ends{-1, -1};

void heard(int) {
  const char byte = 1;
  [[maybe_unused]] const auto written = write(pipe_ends[1], &byte, 1);
}

void listen_to(void (*handler)(int)) {
  struct sigaction action {};
  action.sa_handler = handler;
  action.sa_flags = SA_RESTART;
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaction(signal, &action, nullptr);
}

}  // namespace

Ending::Ending(QObject* parent) : QObject(parent) {
  if (pipe2(pipe_ends.data(), O_CLOEXEC | O_NONBLOCK) != 0) return;
  notifier_ = std::make_unique<QSocketNotifier>(pipe_ends[0], QSocketNotifier::Read);
  connect(notifier_.get(), &QSocketNotifier::activated, this, [this] {
    char byte = 0;
    [[maybe_unused]] const auto got = read(pipe_ends[0], &byte, 1);
    came_ = true;
    QCoreApplication::quit();
  });
  listen_to(heard);
}

Ending::~Ending() {
  listen_to(SIG_DFL);
  notifier_.reset();
  for (int& end : pipe_ends) {
    if (end >= 0) close(end);
    end = -1;
  }
}

}  // namespace cleartext::commands
