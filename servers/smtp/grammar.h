// What stands after MAIL FROM: and RCPT TO: (RFC 5321, 4.1.2). Errors say where, counted from the text's
// start.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "servers/wire/syntax.h"

namespace cleartext::smtp {

struct MailArgument {
  std::string address;                // empty: the null sender <>
  std::optional<std::uint64_t> size;  // SIZE=1000 (RFC 1870)
  bool has_parameters = false;
  bool utf8 = false;              // SMTPUTF8 (RFC 6531)
  std::string unknown_parameter;  // the first one that this server does not know
};

// Addresses may have letters of any alphabet; whether they are allowed to is the session's business.
wire::Parsed<std::string> parse_domain(std::string_view text);     // "crepes.fr" or "[127.0.1.10]", ASCII
wire::Parsed<MailArgument> parse_mail(std::string_view argument);  // "FROM:<alice@crepes.fr> SIZE=1000"
wire::Parsed<MailArgument> parse_rcpt(std::string_view argument);  // "TO:<bob@hamburger.edu>"

}  // namespace cleartext::smtp
