#include "servers/sasl/exchange.h"

#include <fmt/format.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>
#include <openssl/rand.h>

#include <algorithm>
#include <array>
#include <chrono>

#include "servers/wire/command.h"

namespace cleartext::sasl {

namespace {

using What = Step::What;

constexpr std::array<std::string_view, 3> known = {"PLAIN", "LOGIN", "CRAM-MD5"};

Step challenge(std::string_view text) { return {What::challenge, to_base64(text), {}}; }
Step verdict(bool accepted, std::string login) {
  return {accepted ? What::accepted : What::refused, {}, accepted ? std::move(login) : std::string()};
}

// authorization NUL authentication NUL password
class Plain final : public Exchange {
 public:
  explicit Plain(Verifier& verifier) : verifier_(verifier) {}
  Step begin() override { return challenge(""); }
  Step answer(const std::string& decoded) override {
    const std::size_t first = decoded.find('\0');
    const std::size_t second = first == std::string::npos ? first : decoded.find('\0', first + 1);
    if (second == std::string::npos || decoded.find('\0', second + 1) != std::string::npos) return {What::malformed, {}, {}};
    const std::string as = decoded.substr(0, first), login = decoded.substr(first + 1, second - first - 1);
    const bool known_user = verifier_.check(login, std::string_view(decoded).substr(second + 1));
    return verdict(known_user && (as.empty() || as == login), login);  // nobody may act for another
  }

 private:
  Verifier& verifier_;
};

class Login final : public Exchange {
 public:
  explicit Login(Verifier& verifier) : verifier_(verifier) {}
  Step begin() override { return challenge("Username:"); }
  Step answer(const std::string& decoded) override {
    if (!login_) {
      login_ = decoded;
      return challenge("Password:");
    }
    return verdict(verifier_.check(*login_, decoded), *login_);
  }

 private:
  Verifier& verifier_;
  std::optional<std::string> login_;
};

class CramMd5 final : public Exchange {
 public:
  CramMd5(Verifier& verifier, std::string challenge) : verifier_(verifier), challenge_(std::move(challenge)) {}
  Step begin() override { return challenge(challenge_); }
  Step answer(const std::string& decoded) override {
    const std::size_t space = decoded.rfind(' ');
    if (space == std::string::npos) return {What::malformed, {}, {}};
    const std::string login = decoded.substr(0, space);
    const auto password = verifier_.password_of(login);
    // Reckoned for a user that nobody has, too: it must not be quicker to find out.
    const bool same = same_secret(keyed_digest_hex(password.value_or("nobody"), challenge_), std::string_view(decoded).substr(space + 1));
    return verdict(same && password.has_value(), login);
  }

 private:
  Verifier& verifier_;
  std::string challenge_;
};

template <typename Bytes>
std::string hex(const Bytes& bytes, std::size_t count) {
  std::string text;
  for (std::size_t i = 0; i < count; ++i) text += fmt::format("{:02x}", bytes[i]);
  return text;
}

const unsigned char* octets(std::string_view text) { return reinterpret_cast<const unsigned char*>(text.data()); }

}  // namespace

std::span<const std::string_view> mechanisms() { return known; }

std::unique_ptr<Exchange> begin(std::string_view mechanism, Verifier& verifier, const std::string& challenge) {
  if (wire::same_word(mechanism, "PLAIN")) return std::make_unique<Plain>(verifier);
  if (wire::same_word(mechanism, "LOGIN")) return std::make_unique<Login>(verifier);
  if (wire::same_word(mechanism, "CRAM-MD5")) return std::make_unique<CramMd5>(verifier, challenge);
  return nullptr;
}

Step continue_with(Exchange& exchange, std::string_view line) {
  if (line == "*") return {What::cancelled, {}, {}};
  const auto decoded = line == "=" ? std::string() : from_base64(line);
  return decoded ? exchange.answer(*decoded) : Step{What::malformed, {}, {}};
}

std::optional<std::string> from_base64(std::string_view text) {
  if (text.size() % 4 != 0) return {};
  std::string bytes(text.size() / 4 * 3, '\0');
  const int length = EVP_DecodeBlock(reinterpret_cast<unsigned char*>(bytes.data()), octets(text), static_cast<int>(text.size()));
  if (length < 0) return {};
  const std::size_t padding = text.ends_with("==") ? 2 : text.ends_with('=') ? 1 : 0;
  // OpenSSL lets white space at the ends pass.
  if (static_cast<std::size_t>(length) != bytes.size() || text.find_first_of(" \t\r\n") != std::string_view::npos) return {};
  bytes.resize(bytes.size() - padding);
  return bytes;
}

std::string to_base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');
  const int length = EVP_EncodeBlock(reinterpret_cast<unsigned char*>(text.data()), octets(bytes), static_cast<int>(bytes.size()));
  text.resize(static_cast<std::size_t>(length));
  return text;
}

std::string digest_hex(std::string_view bytes) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned length = 0;
  EVP_Digest(bytes.data(), bytes.size(), sum.data(), &length, EVP_md5(), nullptr);
  return hex(sum, length);
}

std::string keyed_digest_hex(std::string_view key, std::string_view message) {
  std::array<unsigned char, EVP_MAX_MD_SIZE> sum{};
  unsigned length = 0;
  HMAC(EVP_md5(), key.data(), static_cast<int>(key.size()), octets(message), message.size(), sum.data(), &length);
  return hex(sum, length);
}

std::string fresh_challenge(const std::string& host) {
  std::array<unsigned char, 8> random{};
  RAND_bytes(random.data(), static_cast<int>(random.size()));
  const auto now = std::chrono::system_clock::to_time_t(std::chrono::system_clock::now());
  return fmt::format("<{}.{}@{}>", hex(random, random.size()), now, host);
}

bool same_secret(std::string_view a, std::string_view b) {
  return a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace cleartext::sasl
