// A letter as a user agent writes it (RFC 5322, RFC 2045): ASCII as it is, other letters as encoded words and
// quoted-printable, attachments in base64, so that any server may carry it.
#pragma once
#include <chrono>
#include <string>
#include <string_view>
#include <vector>

#include "servers/mime/address.h"

namespace cleartext::mime {

struct Attachment {
  std::string name;       // UTF-8; empty: none
  std::string type = {};  // "image/jpeg"; empty: by the ending of its name
  std::string content = {};
};

struct Draft {
  Address from;
  std::vector<Address> to, cc;
  std::string subject, text;  // UTF-8; text with any line ends
  std::string message_id;     // "<17@mail.crepes.fr>"
  std::string in_reply_to;    // empty: none
  std::string references;
  std::chrono::system_clock::time_point date;
  std::vector<Attachment> attachments = {};
  enum class Body { seven_bit, eight_bit } body = Body::seven_bit;               // eight_bit: UTF-8 as it is (RFC 6152)
  enum class Headers { of_mime, of_1982_if_enough } headers = Headers::of_mime;  // short ASCII needs no MIME
};

std::string compose(const Draft& draft);                            // CR LF ends
std::string date_text(std::chrono::system_clock::time_point time);  // RFC 5322, 3.3
std::string type_of(std::string_view file_name);                    // "crepe.jpg" -> "image/jpeg"; "application/octet-stream" where unknown

}  // namespace cleartext::mime
