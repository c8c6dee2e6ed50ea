#include "engine/cracking/digest.h"

namespace cleartext::cracking {

std::optional<Digest> Digest::of(const findings::Credential& credential) {
  const bool apop = credential.mechanism == "APOP", cram = credential.mechanism == "CRAM-MD5";
  if ((!apop && !cram) || credential.decrypted || credential.challenge.empty()) return std::nullopt;
  Digest digest;
  digest.kind_ = apop ? Kind::apop : Kind::cram_md5;
  digest.credential_ = credential;
  if (!read_hex(credential.response, digest.response_)) return std::nullopt;
  return digest;
}

bool Digest::is_made_by(std::string_view guess) const {
  if (kind_ == Kind::cram_md5) return hmac_md5(guess, credential_.challenge) == response_;  // RFC 2195, 2
  Md5 md5;  // RFC 1939, 7: the greeting's time stamp with its brackets, then the secret
  md5.add(credential_.challenge);
  md5.add(guess);
  return md5.finish() == response_;
}

}  // namespace cleartext::cracking
