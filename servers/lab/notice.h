// Delivery status notices (RFC 3464 in RFC 6522's frame): what a mail server writes to the sender of a letter that it
// could not hand on.
#pragma once
#include <string>
#include <vector>

#include "servers/actors/relay.h"

namespace cleartext::lab {

struct Failure {
  std::string reporter;            // "mail.crepes.fr"
  std::string domain;              // whose postmaster writes
  std::string to;                  // the letter's sender
  std::string id, date, queue_id;  // of the notice; when; what the letter was called here
  std::vector<actors::Undelivered> whom;
  std::string header;  // of the letter, without its empty line
};

std::string notice(const Failure& failure);          // CR LF ends
std::string status_code(const std::string& answer);  // "5.1.1", or by its first digit "5.0.0"

}  // namespace cleartext::lab
