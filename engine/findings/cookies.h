// What a server sets in its client's memory (RFC 6265).
#pragma once
#include <string_view>

namespace cleartext::findings {

// The value of Set-Cookie: does it end a cookie, and set none? "session=; Max-Age=0" (RFC 6265, 5.2.2)
bool takes_back(std::string_view set_cookie);

}  // namespace cleartext::findings
