// How the pages look: large enough for the back row, in two columns or on a phone, by day and by night.
#pragma once
#include <string>
#include <string_view>

namespace cleartext::webmail {

std::string_view style_sheet();
const std::string& style_digest();  // SHA-256 in base64: the only style that a page may have

}  // namespace cleartext::webmail
