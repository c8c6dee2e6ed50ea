// PLAIN (RFC 4616), LOGIN, CRAM-MD5 (RFC 2195), DIGEST-MD5 (RFC 2831), SCRAM (RFC 5802, RFC 7677), XOAUTH2 and
// OAUTHBEARER (RFC 7628), EXTERNAL (RFC 4422, A), ANONYMOUS (RFC 4505) and NTLM. Of GSSAPI (RFC 4752) and all
// others only the name is known.
#include "engine/findings/sasl.h"

#include <algorithm>
#include <utility>

#include "engine/dialogue/line.h"
#include "engine/findings/base64.h"
#include "engine/findings/decode.h"
#include "engine/findings/header.h"
#include "engine/findings/ntlm.h"

namespace cleartext::findings {

using dialogue::lower;

namespace {

// What stands behind a mark, in any case, up to a character or the end.
std::string between(std::string_view text, std::string_view mark, char end) {
  const std::size_t at = lower(text).find(mark);
  if (at == std::string_view::npos) return {};
  text.remove_prefix(at + mark.size());
  return std::string(text.substr(0, text.find(end)));
}

// RFC 5802, 5.1: "=2C" is a comma, "=3D" an equals sign.
std::string unescaped(std::string_view name) {
  std::string out;
  for (; !name.empty(); name.remove_prefix(1)) {
    const bool comma = name.starts_with("=2C"), equals = name.starts_with("=3D");
    out += comma ? ',' : equals ? '=' : name.front();
    if (comma || equals) name.remove_prefix(2);
  }
  return out;
}

// The value of "n=" or "a=" among the attributes of SCRAM and of GS2's header (RFC 5801, 4).
std::string attribute(std::string_view text, char name) {
  while (!text.empty()) {
    const std::string_view each = text.substr(0, text.find(','));
    if (each.size() >= 2 && each[0] == name && each[1] == '=') return unescaped(each.substr(2));
    text.remove_prefix(std::min(each.size() + 1, text.size()));
  }
  return {};
}

// RFC 4648, 4; padding may be forgotten. "=" alone says that there is nothing to say (RFC 4954, 4).
bool is_base64(std::string_view text) {
  while (text.ends_with(' ')) text.remove_suffix(1);
  for (int padding = 0; padding < 2 && text.ends_with('='); ++padding) text.remove_suffix(1);
  return text.size() % 4 != 1 && std::all_of(text.begin(), text.end(), [](char c) { return base64_value(c) >= 0; });
}

}  // namespace

void SaslExchange::begin(std::string_view mechanism, std::uint64_t command) {
  *this = {};
  mechanism_ = mechanism;
  command_ = command;
}

void SaslExchange::challenge(std::string_view base64) { challenge_ = decode_base64(base64); }

std::optional<Credential> SaslExchange::response(std::string_view base64) {
  if (mechanism_.empty()) return {};
  if (base64 == "*") {
    mechanism_.clear();
    return {};
  }
  if (!is_base64(base64)) {  // the server refuses it, and nothing can be read out of it
    mechanism_.clear();
    return {};
  }
  Credential found;
  found.mechanism = mechanism_;
  found.encoded = true;
  if (!read(decode_base64(base64), found)) return {};
  mechanism_.clear();
  return found;
}

std::optional<Credential> SaslExchange::cut_response(std::string_view base64) {
  if (mechanism_.empty()) return {};
  const std::string said = decode_base64(base64.substr(0, base64.size() / 4 * 4));
  Credential found;
  found.mechanism = std::exchange(mechanism_, {});
  found.encoded = true;
  found.shows_secret = false;
  found.user = user_in(said, found.mechanism);
  found.names_user = !found.user.empty();
  return found;
}

// What surely ends before the cut.
std::string SaslExchange::user_in(const std::string& cut, std::string_view mechanism) const {
  if (user_) return *user_;
  if (mechanism == "PLAIN") {
    Credential found;
    return plain(cut, found) ? found.user : std::string();
  }
  const std::size_t space = mechanism == "CRAM-MD5" ? cut.rfind(' ') : std::string::npos;
  return space == std::string::npos ? std::string() : cut.substr(0, space);
}

// False: not whole yet, or nothing that can be read.
bool SaslExchange::read(const std::string& said, Credential& found) {
  if (mechanism_ == "PLAIN") return plain(said, found) || plain('\0' + said, found);  // the first NUL is often forgotten
  if (mechanism_ == "LOGIN") return login(said, found);
  if (mechanism_ == "CRAM-MD5") return cram(said, found);
  if (mechanism_.starts_with("SCRAM-")) return scram(said, found);
  if (mechanism_ == "NTLM" || mechanism_ == "GSS-SPNEGO") return ntlm(said, found);
  if (mechanism_ == "XOAUTH2") {
    found.user = between(said, "user=", '\x01');
    found.secret = between(said, "auth=bearer ", '\x01');
    return !found.secret.empty();
  }
  if (mechanism_ == "OAUTHBEARER") {
    found.user = attribute(std::string_view(said).substr(0, said.find('\x01')), 'a');
    found.secret = between(said, "auth=bearer ", '\x01');
    return !found.secret.empty();
  }
  if (mechanism_ == "DIGEST-MD5") {
    found.user = parameter(said, "username");
    found.challenge = challenge_;
    found.response = parameter(said, "response");
    return !found.response.empty();
  }
  found.shows_secret = false;
  if (mechanism_ == "EXTERNAL" || mechanism_ == "ANONYMOUS") found.user = said;  // the address that guests leave
  found.names_user = !found.user.empty();
  return true;
}

bool SaslExchange::plain(const std::string& said, Credential& found) const {
  const std::size_t first = said.find('\0'), second = first == std::string::npos ? first : said.find('\0', first + 1);
  if (second == std::string::npos) return false;
  found.user = said.substr(first + 1, second - first - 1);
  found.secret = said.substr(second + 1);
  return true;
}

// The name, then the password, as a rule; but the server's question says which of the two it wants.
bool SaslExchange::login(const std::string& said, Credential& found) {
  const std::string question = lower(std::exchange(challenge_, {}));  // one who does not wait says both after the first
  const bool wants_name = question.find("user") != std::string::npos,
             wants_secret = !wants_name && question.find("pass") != std::string::npos;
  (wants_secret || (user_ && !wants_name) ? secret_ : user_) = said;
  if (!user_ || !secret_) return false;
  found.user = *user_;
  found.secret = *secret_;
  return true;
}

bool SaslExchange::cram(const std::string& said, Credential& found) const {
  const std::size_t space = said.rfind(' ');
  found.user = said.substr(0, space);
  found.challenge = challenge_;
  found.response = space == std::string::npos ? std::string() : said.substr(space + 1);
  return true;
}

bool SaslExchange::scram(const std::string& said, Credential& found) {
  if (!user_) {
    if (const std::string name = attribute(said, 'n'); !name.empty()) user_ = name;
    return false;
  }
  found.user = *user_;
  found.challenge = challenge_;
  found.response = said;
  return !attribute(said, 'p').empty();
}

bool SaslExchange::ntlm(const std::string& said, Credential& found) const {
  const std::optional<NtlmMessage> message = read_ntlm(said);
  if (!message) {
    if (mechanism_ == "NTLM" || said.empty()) return false;
    found.shows_secret = found.names_user = false;  // Kerberos' tickets are sealed
    return true;
  }
  if (message->step != NtlmMessage::Step::authenticate) return false;
  const std::optional<NtlmMessage> asked = read_ntlm(challenge_);
  found.user = message->user;
  found.challenge = asked ? asked->challenge : std::string();
  found.response = message->response;
  found.shows_secret = false;
  return true;
}

}  // namespace cleartext::findings
