// A letter of plain text, as a user agent writes it (RFC 5322, RFC 2045): ASCII as it is, other letters as
// encoded words and quoted-printable, so that any server may carry it.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "servers/mime/address.h"

namespace cleartext::mime {

struct Draft {
  Address from;
  std::vector<Address> to, cc;
  std::string subject, text;  // UTF-8; text with any line ends
  std::string message_id;     // "<17@mail.crepes.fr>"
  std::string in_reply_to;    // empty: none
  std::string references;
  std::chrono::system_clock::time_point date;
};

std::string compose(const Draft& draft);                           // CR LF ends
std::string date_text(std::chrono::system_clock::time_point time);  // RFC 5322, 3.3

}  // namespace cleartext::mime
