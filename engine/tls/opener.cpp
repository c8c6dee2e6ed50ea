// AEAD suites (RFC 5288, RFC 6655, RFC 7905; RFC 8446, 5.2) and TLS 1.2's CBC suites with a MAC (RFC 5246, 6.2.3.2;
// RFC 7366).
#include "engine/tls/opener.h"

#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <array>

namespace cleartext::tls {

namespace {

struct FreeCipher {
  void operator()(EVP_CIPHER* cipher) const { EVP_CIPHER_free(cipher); }
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};

const unsigned char* in(Bytes bytes) { return reinterpret_cast<const unsigned char*>(bytes.data()); }
unsigned char* out(std::byte* bytes) { return reinterpret_cast<unsigned char*>(bytes); }

void put_number(std::byte* at, std::uint64_t value, std::size_t octets) {
  for (std::size_t i = octets; i > 0; --i, value >>= 8) at[i - 1] = static_cast<std::byte>(value & 0xff);
}

// What TLS 1.2 authenticates beside the content: sequence, type, version, length.
std::array<std::byte, 13> pseudo_header(const Record& record, std::uint64_t sequence, std::size_t length) {
  std::array<std::byte, 13> bytes;
  put_number(bytes.data(), sequence, 8);
  put_number(bytes.data() + 8, record.type, 1);
  put_number(bytes.data() + 9, record.version, 2);
  put_number(bytes.data() + 11, length, 2);
  return bytes;
}

class Cipher {
 public:
  Cipher(const char* name, Key key)
      : cipher_(EVP_CIPHER_fetch(nullptr, name, nullptr)), context_(EVP_CIPHER_CTX_new()), key_(std::move(key)) {
    ERR_clear_error();
  }
  bool usable() const { return cipher_ != nullptr && context_ != nullptr && !key_.empty(); }

 protected:
  std::unique_ptr<EVP_CIPHER, FreeCipher> cipher_;
  std::unique_ptr<EVP_CIPHER_CTX, FreeCipher> context_;
  Key key_;
  std::vector<std::byte> plain_;
};

class Aead final : public Opener, public Cipher {
 public:
  Aead(const CipherSuite& suite, Key key, Key iv, bool tls13)
      : Cipher(suite.cipher, std::move(key)),
        iv_(std::move(iv)),
        tag_(suite.mode == Mode::ccm_8 ? 8 : 16),
        ccm_(suite.mode == Mode::ccm || suite.mode == Mode::ccm_8),
        tls13_(tls13),
        explicit_(!tls13 && suite.mode != Mode::chacha ? 8 : 0) {}

  std::optional<Plain> open(const Record& record, std::uint64_t sequence) override {
    Bytes body = record.body;
    if (body.size() < explicit_ + tag_) return {};
    std::array<std::byte, 12> nonce{};
    std::copy(iv_.begin(), iv_.end(), nonce.begin());
    if (explicit_ > 0) {
      std::copy_n(body.begin(), explicit_, nonce.begin() + 4);
    } else {
      std::array<std::byte, 8> number;
      put_number(number.data(), sequence, 8);
      for (std::size_t i = 0; i < 8; ++i) nonce[4 + i] ^= number[i];
    }
    body = body.subspan(explicit_);
    const std::size_t length = body.size() - tag_;
    if (!decrypt(record, sequence, nonce, body.first(length), body.subspan(length))) return {};
    Plain plain{record.type, Bytes(plain_).first(length), explicit_};
    if (!tls13_) return plain;
    while (!plain.bytes.empty() && plain.bytes.back() == std::byte{0}) plain.bytes = plain.bytes.first(plain.bytes.size() - 1);
    if (plain.bytes.empty()) return {};
    plain.type = std::to_integer<std::uint8_t>(plain.bytes.back());
    plain.bytes = plain.bytes.first(plain.bytes.size() - 1);
    return plain;
  }

 private:
  bool decrypt(const Record& record, std::uint64_t sequence, const std::array<std::byte, 12>& nonce, Bytes text, Bytes tag) {
    std::array<std::byte, 13> beside = pseudo_header(record, sequence, text.size());
    std::size_t beside_length = beside.size();
    if (tls13_) {
      put_number(beside.data(), record.type, 1);
      put_number(beside.data() + 1, record.version, 2);
      put_number(beside.data() + 3, record.length, 2);
      beside_length = 5;
    }
    EVP_CIPHER_CTX* const context = context_.get();
    plain_.resize(std::max<std::size_t>(text.size(), 1));
    int count = 0;
    const bool begun =
        EVP_DecryptInit_ex2(context, cipher_.get(), nullptr, nullptr, nullptr) == 1 &&
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_IVLEN, 12, nullptr) == 1 &&
        EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, static_cast<int>(tag.size()), const_cast<std::byte*>(tag.data())) == 1 &&
        EVP_DecryptInit_ex2(context, nullptr, in(key_), in(nonce), nullptr) == 1 &&
        (!ccm_ || EVP_DecryptUpdate(context, nullptr, &count, nullptr, static_cast<int>(text.size())) == 1) &&
        EVP_DecryptUpdate(context, nullptr, &count, in(beside), static_cast<int>(beside_length)) == 1;
    const bool opened = begun && EVP_DecryptUpdate(context, out(plain_.data()), &count, in(text), static_cast<int>(text.size())) == 1 &&
                        (ccm_ || EVP_DecryptFinal_ex(context, out(plain_.data()) + count, &count) == 1);
    ERR_clear_error();
    return opened;
  }

  Key iv_;
  std::size_t tag_;
  bool ccm_, tls13_;
  std::size_t explicit_;
};

class Cbc final : public Opener, public Cipher {
 public:
  Cbc(const CipherSuite& suite, Key key, Key mac_key, bool encrypt_then_mac)
      : Cipher(suite.cipher, std::move(key)),
        block_(cipher_ ? static_cast<std::size_t>(EVP_CIPHER_get_block_size(cipher_.get())) : 16),
        mac_key_(std::move(mac_key)),
        hash_(EVP_get_digestbyname(suite.mac)),
        mac_(hash_length(suite.mac)),
        encrypt_then_mac_(encrypt_then_mac) {}

  std::optional<Plain> open(const Record& record, std::uint64_t sequence) override {
    Bytes body = record.body;
    if (encrypt_then_mac_) {
      if (body.size() < mac_) return {};
      const Bytes sealed = body.first(body.size() - mac_);
      if (!proven(record, sequence, sealed, body.subspan(sealed.size()))) return {};
      body = sealed;
    }
    if (body.size() < 2 * block_ || body.size() % block_ != 0) return {};
    if (!decrypt(body.first(block_), body.subspan(block_))) return {};
    const std::size_t padding = std::to_integer<std::size_t>(plain_.back()) + 1;
    const std::size_t behind = padding + (encrypt_then_mac_ ? 0 : mac_);
    if (plain_.size() < behind) return {};
    const Bytes content = Bytes(plain_).first(plain_.size() - behind);
    if (!encrypt_then_mac_ && !proven(record, sequence, content, Bytes(plain_).subspan(content.size(), mac_))) return {};
    return Plain{record.type, content, block_};
  }

 private:
  bool decrypt(Bytes iv, Bytes text) {
    EVP_CIPHER_CTX* const context = context_.get();
    plain_.resize(text.size());
    int count = 0;
    const bool opened = EVP_DecryptInit_ex2(context, cipher_.get(), in(key_), in(iv), nullptr) == 1 &&
                        EVP_CIPHER_CTX_set_padding(context, 0) == 1 &&
                        EVP_DecryptUpdate(context, out(plain_.data()), &count, in(text), static_cast<int>(text.size())) == 1;
    ERR_clear_error();
    return opened && static_cast<std::size_t>(count) == text.size();
  }

  bool proven(const Record& record, std::uint64_t sequence, Bytes content, Bytes mac) {
    const auto beside = pseudo_header(record, sequence, content.size());
    std::vector<std::byte> said(beside.begin(), beside.end());
    said.insert(said.end(), content.begin(), content.end());
    std::array<std::byte, EVP_MAX_MD_SIZE> sum{};
    unsigned length = 0;
    HMAC(hash_, mac_key_.data(), static_cast<int>(mac_key_.size()), in(said), said.size(), out(sum.data()), &length);
    return std::equal(mac.begin(), mac.end(), sum.begin(), sum.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(length, mac_)));
  }

  std::size_t block_;
  Key mac_key_;
  const EVP_MD* hash_;
  std::size_t mac_;
  bool encrypt_then_mac_;
};

class Null final : public Opener {
 public:
  explicit Null(std::size_t mac) : mac_(mac) {}
  std::optional<Plain> open(const Record& record, std::uint64_t) override {
    if (record.body.size() < mac_) return {};
    return Plain{record.type, record.body.first(record.body.size() - mac_), 0};
  }

 private:
  std::size_t mac_;
};

std::unique_ptr<Opener> if_usable(auto opener) { return opener->usable() ? std::move(opener) : nullptr; }

}  // namespace

std::unique_ptr<Opener> open_tls13(const CipherSuite& suite, Bytes secret) {
  if (suite.mode == Mode::named_only || suite.mode == Mode::cbc || !suite.seals()) return nullptr;
  Key key = expand_label(suite.hash, secret, "key", suite.key), iv = expand_label(suite.hash, secret, "iv", 12);
  if (iv.empty()) return nullptr;
  return if_usable(std::make_unique<Aead>(suite, std::move(key), std::move(iv), true));
}

std::unique_ptr<Opener> open_tls12(const CipherSuite& suite, const Tls12& session, End from) {
  if (suite.mode == Mode::named_only || !suite.seals()) return nullptr;
  const bool cbc = suite.mode == Mode::cbc;
  const std::size_t mac = cbc ? hash_length(suite.mac) : 0;
  const std::size_t iv = cbc ? 0 : suite.mode == Mode::chacha ? 12 : 4;
  const Key block =
      pseudorandom(suite.hash, session.master, "key expansion", session.server_random, session.client_random, 2 * (mac + suite.key + iv));
  if (block.empty()) return nullptr;
  Octets keys(block);
  const auto of_end = [&](std::size_t length) {
    const Bytes client = keys.take(length), server = keys.take(length);
    const Bytes chosen = from == End::client ? client : server;
    return Key(chosen.begin(), chosen.end());
  };
  Key mac_key = of_end(mac), key = of_end(suite.key), nonce = of_end(iv);
  if (cbc) return if_usable(std::make_unique<Cbc>(suite, std::move(key), std::move(mac_key), session.encrypt_then_mac));
  return if_usable(std::make_unique<Aead>(suite, std::move(key), std::move(nonce), false));
}

std::unique_ptr<Opener> open_null(const CipherSuite& suite) { return std::make_unique<Null>(hash_length(suite.mac)); }

}  // namespace cleartext::tls
