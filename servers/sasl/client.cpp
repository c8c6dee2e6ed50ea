#include "servers/sasl/client.h"

#include "servers/sasl/exchange.h"

namespace cleartext::sasl {

namespace {

// RFC 4616, 2: on whose behalf (one's own), who, and the password.
std::string plain_message(const std::string& user, const std::string& password) { return std::string(1, '\0') + user + '\0' + password; }

}  // namespace

std::string_view name(Mechanism mechanism) { return mechanisms()[static_cast<std::size_t>(mechanism)]; }

std::optional<std::string> Answers::unasked() const {
  if (mechanism_ != Mechanism::plain) return std::nullopt;
  return to_base64(plain_message(user_, password_));
}

std::string Answers::answer(std::string_view challenge) {
  const auto decoded = from_base64(challenge);
  ++asked_;
  if (!decoded) return "*";
  switch (mechanism_) {
    case Mechanism::plain: return to_base64(plain_message(user_, password_));
    case Mechanism::login: return to_base64(asked_ == 1 ? user_ : password_);
    case Mechanism::cram_md5: return to_base64(user_ + " " + keyed_digest_hex(password_, *decoded));
  }
  return "*";
}

}  // namespace cleartext::sasl
