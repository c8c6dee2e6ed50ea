// DNS in one line (RFC 1035, 4): what is asked, and what is answered.
#pragma once
#include <string>

#include "engine/packet/packet.h"

namespace cleartext::packet {

std::string dns_info(const Packet& packet);  // "Query A mail.crepes.fr", "Answer A mail.crepes.fr: 127.0.1.25"

}  // namespace cleartext::packet
