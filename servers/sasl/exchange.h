// The server's side of SASL (RFC 4422) for PLAIN (RFC 4616), LOGIN (draft-murchison-sasl-login) and CRAM-MD5
// (RFC 2195). It neither knows base64's lines nor which protocol carries them: a challenge out, an answer in.
#pragma once
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace cleartext::sasl {

// Who knows the passwords. Comparing takes the same time whatever is wrong.
class Verifier {
 public:
  virtual ~Verifier() = default;
  virtual bool check(std::string_view login, std::string_view password) = 0;
  // For digests, which need the password itself; empty: no such user.
  virtual std::optional<std::string> password_of(std::string_view login) = 0;
};

struct Step {
  enum class What { challenge, accepted, refused, malformed, cancelled } what = What::refused;
  std::string challenge;  // in base64, as it goes over the wire
  std::string login;      // accepted: who
};

class Exchange {
 public:
  virtual ~Exchange() = default;
  virtual Step begin() = 0;                             // the client said only the mechanism's name
  virtual Step answer(const std::string& decoded) = 0;  // the client's answer, or its initial response
};

std::span<const std::string_view> mechanisms();  // "PLAIN", "LOGIN", "CRAM-MD5"
// nullptr: no such mechanism. `challenge`: CRAM-MD5's, never the same twice.
std::unique_ptr<Exchange> begin(std::string_view mechanism, Verifier& verifier, const std::string& challenge);
// One line of the client's: base64, "=" for an empty answer, "*" to give up (RFC 4954, 4).
Step continue_with(Exchange& exchange, std::string_view line);

std::optional<std::string> from_base64(std::string_view text);  // strict (RFC 4648, 4)
std::string to_base64(std::string_view bytes);
std::string digest_hex(std::string_view bytes);                                // MD5 (RFC 1321): APOP
std::string keyed_digest_hex(std::string_view key, std::string_view message);  // HMAC-MD5 (RFC 2104)
std::string fresh_challenge(const std::string& host);                          // "<1896.697170952@mail.crepes.fr>"
bool same_secret(std::string_view a, std::string_view b);                      // in constant time

}  // namespace cleartext::sasl
