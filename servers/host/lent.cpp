// Another thread may have got a number that the library closed: a socket's inode tells, while the socket is open.
#include "servers/host/lent.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

namespace cleartext::host {

Lent::Lent(const Socket& socket) : socket_(socket), number_(::fcntl(socket.number(), F_DUPFD_CLOEXEC, 0)) {}

Lent::~Lent() {
  struct stat lent {
  }, kept{};
  if (number_ < 0 || ::fstat(number_, &lent) != 0 || ::fstat(socket_.number(), &kept) != 0) return;
  if (lent.st_dev == kept.st_dev && lent.st_ino == kept.st_ino) ::close(number_);
}

}  // namespace cleartext::host
