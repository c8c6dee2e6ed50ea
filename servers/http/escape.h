// Text that stands in HTML as what it is, between tags and between quotes alike.
#pragma once
#include <string>
#include <string_view>

namespace cleartext::http {

std::string escaped(std::string_view text);

}  // namespace cleartext::http
