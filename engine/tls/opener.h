// Opens the records of one direction with one set of keys. A record either opens, proven by its tag or MAC, or does
// not: nothing is guessed.
#pragma once
#include <memory>
#include <optional>

#include "engine/tls/cipher_suites.h"
#include "engine/tls/key_schedule.h"
#include "engine/tls/record_cutter.h"

namespace cleartext::tls {

// What a record was before it was encrypted. `bytes` lives until the next call; its first byte stood at the
// record's body plus `offset`.
struct Plain {
  std::uint8_t type = 0;
  Bytes bytes;
  std::size_t offset = 0;
};

class Opener {
 public:
  virtual ~Opener() = default;
  virtual std::optional<Plain> open(const Record& record, std::uint64_t sequence) = 0;
};

// nullptr: this suite cannot be opened.
std::unique_ptr<Opener> open_tls13(const CipherSuite& suite, Bytes secret);

enum class End : std::uint8_t { client, server };
struct Tls12 {
  Bytes master, client_random, server_random;
  bool encrypt_then_mac = false;
};
std::unique_ptr<Opener> open_tls12(const CipherSuite& suite, const Tls12& session, End from);
// A suite that hides nothing: what is said stands before the MAC, for everyone to read (RFC 5246, 6.2.3.1).
std::unique_ptr<Opener> open_null(const CipherSuite& suite);

}  // namespace cleartext::tls
