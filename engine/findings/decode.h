// The three ways in which mail turns bytes into letters, undone, and the fingerprint of what comes out.
#pragma once
#include <memory>
#include <string>
#include <string_view>

namespace cleartext::findings {

std::string decode_base64(std::string_view text);            // RFC 2045, 6.8: other characters are passed over
std::string decode_quoted_printable(std::string_view text);  // RFC 2045, 6.7: line ends are kept as they are
std::string hex_digits(std::string_view bytes);
std::string to_utf8(std::string_view text, std::string charset);  // unknown charset: the bytes as they are

class Sha256 {
 public:
  Sha256();
  ~Sha256();
  Sha256(Sha256&&) noexcept;
  Sha256& operator=(Sha256&&) noexcept;
  void add(std::string_view bytes);
  std::string hex();  // ends it

 private:
  struct State;
  std::unique_ptr<State> state_;
};
std::string sha256_hex(std::string_view bytes);

}  // namespace cleartext::findings
