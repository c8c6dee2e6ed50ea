// A second number for a socket, for a library that closes what it was lent at some ends, and at others forgets it.
#pragma once
#include "servers/host/socket.h"

namespace cleartext::host {

class Lent {
 public:
  explicit Lent(const Socket& socket);  // which must outlive it
  ~Lent();                              // closes the number if it is still this socket's
  Lent(const Lent&) = delete;
  Lent& operator=(const Lent&) = delete;
  int number() const { return number_; }  // below 0: the machine has none left

 private:
  const Socket& socket_;
  int number_;
};

}  // namespace cleartext::host
