#include "servers/lab/data_port.h"

#include <fmt/format.h>

#include "servers/lab/place.h"
#include "servers/wire/command.h"

namespace cleartext::lab {

// RFC 959, 4.1.2
std::string port_line(const wire::Endpoint& at) {
  return fmt::format("PORT {},{},{},{},{},{}", at.address >> 24, at.address >> 16 & 0xff, at.address >> 8 & 0xff, at.address & 0xff,
                     at.port >> 8, at.port & 0xff);
}

// RFC 2428, 2
std::string eprt_line(const wire::Endpoint& at) { return fmt::format("EPRT |1|{}|{}|", wire::address_text(at.address), at.port); }

std::string in_numbers(const std::string& line, wire::NetworkMode mode) {
  const auto command = wire::split_command(line);
  if (command.verb != "PORT" && command.verb != "EPRT") return line;
  const auto at = endpoint_of(command.argument, wire::Service::ftp, mode);
  if (!at) return line;
  return command.verb == "PORT" ? port_line(*at) : eprt_line(*at);
}

}  // namespace cleartext::lab
