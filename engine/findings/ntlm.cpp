// Fields lie where offsets in the fixed part say; every one is checked against the token's end.
#include "engine/findings/ntlm.h"

#include "engine/findings/decode.h"

namespace cleartext::findings {

namespace {

constexpr std::string_view signature("NTLMSSP\0", 8);
constexpr std::size_t challenge_at = 24, challenge_length = 8;
constexpr std::size_t lm_response_at = 12, nt_response_at = 20, user_at = 36, flags_at = 60;
constexpr std::uint32_t unicode = 1;

std::uint32_t little(std::string_view text, std::size_t at, std::size_t count) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count && at + i < text.size(); ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(text[at + i])) << (8 * i);
  return value;
}

// MS-NLMP, 2.2.1.3: length, room, offset.
std::string_view field(std::string_view text, std::size_t at) {
  const std::size_t length = little(text, at, 2), offset = little(text, at + 4, 4);
  return offset <= text.size() ? text.substr(offset, length) : std::string_view();
}

}  // namespace

std::optional<NtlmMessage> read_ntlm(std::string_view token) {
  const std::size_t start = token.find(signature);
  if (start == std::string_view::npos) return {};
  token.remove_prefix(start);
  NtlmMessage message;
  switch (little(token, signature.size(), 4)) {
    case 1: return message;
    case 2:
      message.step = NtlmMessage::Step::challenge;
      if (token.size() < challenge_at + challenge_length) return {};
      message.challenge = hex_digits(token.substr(challenge_at, challenge_length));
      return message;
    case 3: break;
    default: return {};
  }
  message.step = NtlmMessage::Step::authenticate;
  const std::string_view user = field(token, user_at), of_nt = field(token, nt_response_at);
  // The oldest clients end before the flags, and speak in the machine's own letters.
  const bool wide = (little(token, flags_at, 4) & unicode) != 0;
  message.user = wide ? to_utf8(user, "UTF-16LE") : std::string(user);
  message.response = hex_digits(of_nt.empty() ? field(token, lm_response_at) : of_nt);
  return message;
}

}  // namespace cleartext::findings
