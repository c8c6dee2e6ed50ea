#include "engine/commands/said.h"

#include <poll.h>
#include <unistd.h>

#include <iostream>

namespace cleartext::commands {
namespace {

// As after `cleartext … | head`: whoever read has had enough.
bool nobody_listens() {
  pollfd out{STDOUT_FILENO, POLLOUT, 0};
  return ::poll(&out, 1, 0) == 1 && (out.revents & (POLLERR | POLLHUP)) != 0;
}

}  // namespace

int said(int status) {
  std::cout.flush();
  if (std::cout || nobody_listens()) return status;
  std::cerr << "cleartext: not all that was to be said could be written to standard output. Is the disk full?\n";
  return status == 0 ? 1 : status;
}

}  // namespace cleartext::commands
