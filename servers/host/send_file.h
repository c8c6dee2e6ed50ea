// The kernel copies a file to a socket. What it is called, and how, differs from system to system; here is
// the place.
#pragma once
#include <cstddef>
#include <tl/expected.hpp>

namespace cleartext::host {

// From where the file stands, which moves on. 0: its end. An errno; EAGAIN when the socket takes no more.
tl::expected<std::size_t, int> send_file(int socket, int file, std::size_t most);

}  // namespace cleartext::host
