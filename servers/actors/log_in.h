// How a user agent proves who it speaks for, and whether it does so inside TLS: the settings of every mail program.
#pragma once
#include <optional>
#include <string>

#include "servers/sasl/client.h"

namespace cleartext::actors {

struct LogIn {
  // words: the protocol's own way, USER and PASS or LOGIN; apop: POP3's digest; the rest is SASL (RFC 4422).
  enum class How { nothing, words, apop, plain, login, cram_md5 };
  std::string user, password;
  How how = How::words;
};

std::optional<sasl::Mechanism> mechanism(LogIn::How how);  // empty: it is none of SASL's

// off: never. offered: when the server says that it can (RFC 7435). required: or not at all. from_start: on a port of
// its own, before the first word (RFC 8314).
enum class Tls { off, offered, required, from_start };

// Why an agent that must have TLS goes away: `word` is what the server should have offered.
std::string no_tls_sentence(const std::string& word);

}  // namespace cleartext::actors
