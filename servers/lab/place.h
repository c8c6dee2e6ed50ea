// A place of the lab as people write it, and texts that must stay on one line.
#pragma once
#include <string>
#include <string_view>
#include <tl/expected.hpp>

#include "servers/wire/hosts.h"
#include "servers/wire/problem.h"

namespace cleartext::lab {

// "ftp.hamburger.edu", "ftp.hamburger.edu:21", "mail.crepes.fr:smtp", or an address of the lab. A service's standard port
// is the one that the service has in this network; any other number is taken as it is.
tl::expected<wire::Endpoint, wire::Problem> endpoint_of(std::string_view place, wire::Service usual, wire::NetworkMode mode);

// And one that an actor may call. On plain loopback other programs of this machine listen too, so there it must be a service
// that the lab's machine has; in the private network there is nobody else, and who is not there refuses.
tl::expected<wire::Endpoint, wire::Problem> server_at(std::string_view place, wire::Service usual, wire::NetworkMode mode);

std::string one_line(std::string_view text);  // a line end inside a name would be a second command

}  // namespace cleartext::lab
