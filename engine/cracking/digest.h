// A digest as it crossed the wire, and whether a guess makes the same one: APOP (RFC 1939, 7) and CRAM-MD5 (RFC 2195).
#pragma once
#include <optional>
#include <vector>

#include "engine/cracking/md5.h"
#include "engine/findings/findings.h"

namespace cleartext::cracking {

class Digest {
 public:
  // Empty: this log-in showed no digest that can be tried, or only an endpoint's keys opened it.
  static std::optional<Digest> of(const findings::Credential& credential);

  bool is_made_by(std::string_view guess) const;
  const findings::Credential& credential() const { return credential_; }

 private:
  enum class Kind { apop, cram_md5 };
  Kind kind_ = Kind::apop;
  findings::Credential credential_;
  Md5Digest response_{};
};

template <typename Credentials>
std::vector<Digest> digests_of(const Credentials& credentials) {
  std::vector<Digest> digests;
  for (const auto& each : credentials)
    if (auto digest = Digest::of(each)) digests.push_back(std::move(*digest));
  return digests;
}

}  // namespace cleartext::cracking
