// Letters lie on the disk with LF ends, as mail readers expect, and cross the wire with CR LF (RFC 5322, 2.3).
#pragma once
#include <string>
#include <string_view>

namespace cleartext::store {

std::string with_lf(std::string_view message);
std::string with_crlf(std::string_view stored);
std::size_t size_with_crlf(std::string_view stored);

}  // namespace cleartext::store
