// NTLM's three messages (MS-NLMP, 2.2.1) as far as a listener wants them: who logs in, what was asked, what was
// answered. The password itself never crosses.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cleartext::findings {

struct NtlmMessage {
  enum class Step : std::uint8_t { negotiate = 1, challenge = 2, authenticate = 3 };
  Step step = Step::negotiate;
  std::string user;                 // of authenticate
  std::string challenge, response;  // in hexadecimal digits
};

// The message in a token, alone or inside SPNEGO (RFC 4178); empty: none is in it.
std::optional<NtlmMessage> read_ntlm(std::string_view token);

}  // namespace cleartext::findings
