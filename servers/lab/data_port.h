// FTP's data port, said as people say it: "PORT printer.hamburger.edu:printer" goes out as "PORT 127,0,2,99,35,140", with the
// port that the printer has in this network, and EPRT likewise. Any other line stays as it is.
#pragma once
#include <string>
#include <string_view>

#include "servers/wire/hosts.h"

namespace cleartext::lab {

std::string port_line(const wire::Endpoint& at);  // RFC 959, 4.1.2
std::string eprt_line(const wire::Endpoint& at);  // RFC 2428, 2
std::string in_numbers(const std::string& line, wire::NetworkMode mode);

}  // namespace cleartext::lab
