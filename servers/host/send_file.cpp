// Linux: sendfile(2). Unlike send() it cannot be asked to spare us the signal of a broken connection, so the
// signal is held back while it runs, and thrown away.
#include "servers/host/send_file.h"

#include <pthread.h>
#include <sys/sendfile.h>

#include <cerrno>
#include <csignal>
#include <ctime>

namespace cleartext::host {

tl::expected<std::size_t, int> send_file(int socket, int file, std::size_t most) {
  sigset_t broken_pipe, before;
  ::sigemptyset(&broken_pipe);
  ::sigaddset(&broken_pipe, SIGPIPE);
  ::pthread_sigmask(SIG_BLOCK, &broken_pipe, &before);
  const auto sent = ::sendfile(socket, file, nullptr, most);
  const int error = sent < 0 ? errno : 0;
  const timespec at_once{};
  if (error == EPIPE) ::sigtimedwait(&broken_pipe, nullptr, &at_once);
  ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
  if (error != 0) return tl::unexpected(error);
  return static_cast<std::size_t>(sent);
}

}  // namespace cleartext::host
