// What a server sets in its client's memory (RFC 6265).
#pragma once
#include <cstdint>
#include <string_view>

namespace cleartext::findings {

// The value of Set-Cookie: does it end a cookie, and set none? "session=; Max-Age=0" (RFC 6265, 5.2.2)
bool takes_back(std::string_view set_cookie);

// "theme=dark; PHPSESSID=4f2a": is one of them, by its name, as good as a password? Of Set-Cookie only the first is one.
enum class Cookies : std::uint8_t { sent, set };
bool names_a_session(std::string_view cookies, Cookies which);

}  // namespace cleartext::findings
