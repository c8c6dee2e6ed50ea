// Whose letter is it? What belongs together of log-in, host name and address.
#pragma once
#include <string>
#include <string_view>

#include "engine/findings/header.h"

namespace cleartext::findings {

std::string local_part(std::string_view address);  // in lower case, without the quotes that it may stand in (RFC 5321, 4.1.2)
std::string domain_of(std::string_view address);   // in lower case; empty: none
// "FROM:<alice@crepes.fr> SIZE=100" -> "alice@crepes.fr", without a route before it (RFC 5321, appendix C)
std::string envelope_address(std::string_view argument);
// "bob", "B\bob" and "bob@b.org" are the same, and so is "bob+lists@b.org" (RFC 5233, 1).
bool writes_as_himself(std::string_view logged_in, std::string_view address);
// Do "mail.crepes.fr" and "crepes.fr" belong together?
bool same_house(std::string_view host, std::string_view domain);
// The last two labels: what one organisation usually owns.
std::string_view house_of(std::string_view host);
// "Alice <alice@crepes.fr>" -> "alice@crepes.fr"
std::string address_of(std::string_view from);
// Who sent it: again (RFC 5322, 3.6.6), or for another (3.6.2), or `from`.
std::string sent_by(const Header& header, const std::string& from);

}  // namespace cleartext::findings
