// Encodings undone at one go, and OpenSSL's SHA-256.
#include "engine/findings/decode.h"

#include <iconv.h>
#include <openssl/evp.h>

#include <array>
#include <unordered_map>

#include "engine/findings/content_decoder.h"

namespace cleartext::findings {

std::string decode_base64(std::string_view text) {
  std::string out;
  ContentDecoder("base64").add(text, out);
  return out;
}

std::string decode_quoted_printable(std::string_view text) {
  std::string out;
  ContentDecoder decoder("quoted-printable");
  decoder.add(text, out);
  decoder.end(out);
  return out;
}

std::string hex_digits(std::string_view bytes) {
  static constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  for (const char c : bytes) text += {digits[static_cast<unsigned char>(c) >> 4], digits[static_cast<unsigned char>(c) & 15]};
  return text;
}

namespace {

// To open a converter costs more than a thousand letters to convert; it may even be loaded from a file.
class Converters {
 public:
  ~Converters() { close_all(); }
  static iconv_t none() { return reinterpret_cast<iconv_t>(-1); }
  iconv_t to_utf8(const std::string& charset) {
    if (charset.size() > longest_name) return none();
    if (const auto known = open_.find(charset); known != open_.end()) return known->second;
    if (open_.size() >= most) close_all();
    return open_[charset] = iconv_open("UTF-8", charset.c_str());
  }

 private:
  static constexpr std::size_t most = 64, longest_name = 64;
  void close_all() {
    for (const auto& [charset, converter] : open_)
      if (converter != none()) iconv_close(converter);
    open_.clear();
  }
  std::unordered_map<std::string, iconv_t> open_;
};

}  // namespace

std::string to_utf8(std::string_view text, std::string charset) {
  static thread_local Converters converters;
  const iconv_t converter = converters.to_utf8(charset);
  if (converter == Converters::none()) return std::string(text);
  iconv(converter, nullptr, nullptr, nullptr, nullptr);  // as new
  std::string in(text), out(text.size() * 4 + 16, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t from_left = in.size(), to_left = out.size();
  if (iconv(converter, &from, &from_left, &to, &to_left) == static_cast<std::size_t>(-1)) return in;
  out.resize(out.size() - to_left);
  return out;
}

struct Sha256::State {
  State() : context(EVP_MD_CTX_new()) { EVP_DigestInit_ex(context, EVP_sha256(), nullptr); }
  ~State() { EVP_MD_CTX_free(context); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
  EVP_MD_CTX* context;
};

Sha256::Sha256() : state_(std::make_unique<State>()) {}
Sha256::~Sha256() = default;
Sha256::Sha256(Sha256&&) noexcept = default;
Sha256& Sha256::operator=(Sha256&&) noexcept = default;

void Sha256::add(std::string_view bytes) { EVP_DigestUpdate(state_->context, bytes.data(), bytes.size()); }

std::string Sha256::hex() {
  std::array<unsigned char, EVP_MAX_MD_SIZE> digest{};
  unsigned length = 0;
  EVP_DigestFinal_ex(state_->context, digest.data(), &length);
  return hex_digits({reinterpret_cast<const char*>(digest.data()), length});
}

std::string sha256_hex(std::string_view bytes) {
  Sha256 sum;
  sum.add(bytes);
  return sum.hex();
}

}  // namespace cleartext::findings
