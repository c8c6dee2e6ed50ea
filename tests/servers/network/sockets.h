// Plain blocking sockets for the tests of the private network: they die with the child that opened them.
#pragma once
#include <cstdint>
#include <string>

#include "servers/wire/endpoint.h"

namespace cleartext::network {

int listen_at(const wire::Endpoint& at);   // -1: refused
int connect_to(const wire::Endpoint& to);  // -1: refused
int capture_everything();                  // a raw packet socket; -1: refused

struct Captured {
  std::size_t packets = 0, longest = 0, bytes = 0;
};
Captured read_captured(int eye);  // all that has arrived by now

}  // namespace cleartext::network
