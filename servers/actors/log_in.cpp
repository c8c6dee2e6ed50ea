#include "servers/actors/log_in.h"

#include <fmt/format.h>

namespace cleartext::actors {

std::optional<sasl::Mechanism> mechanism(LogIn::How how) {
  switch (how) {
    case LogIn::How::plain: return sasl::Mechanism::plain;
    case LogIn::How::login: return sasl::Mechanism::login;
    case LogIn::How::cram_md5: return sasl::Mechanism::cram_md5;
    case LogIn::How::nothing:
    case LogIn::How::words:
    case LogIn::How::apop: break;
  }
  return std::nullopt;
}

std::string no_tls_sentence(const std::string& word) {
  return fmt::format(
      "The server did not agree to {}. This program is set to speak inside TLS or not at all, so it went away: no "
      "password and no letter crossed the wire.",
      word);
}

}  // namespace cleartext::actors
