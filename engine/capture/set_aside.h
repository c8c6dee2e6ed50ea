// What stands under a name that another file is about to take keeps a name beside it, until that one is whole.
#pragma once
#include <string>

namespace cleartext::capture {

// "a.pcapng.~1~", or the next number that is free; empty: there is no file, or one without a byte, or no name could be given.
std::string set_aside(const std::string& path);

}  // namespace cleartext::capture
