// Undoes a Content-Transfer-Encoding piece by piece (RFC 2045, 6): however the pieces are cut, the same bytes
// come out. Broken encodings are decoded as far as they go.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

namespace cleartext::findings {

class ContentDecoder {
 public:
  // "base64", "quoted-printable", "x-uuencode"; any other name leaves the bytes as they are.
  explicit ContentDecoder(std::string_view encoding);
  bool identity() const { return kind_ == Kind::identity; }
  void add(std::string_view encoded, std::string& out);
  void end(std::string& out);  // what was held back

 private:
  enum class Kind : std::uint8_t { identity, base64, quoted_printable, uuencode };
  void add_base64(std::string_view text, std::string& out);
  void add_uuencoded(std::string_view text, std::string& out);
  void take_uuencoded(std::string_view line, std::string& out);
  static std::size_t add_literal(std::string_view run, std::string& out, bool before_escape, bool at_end);
  // Decodes what is decided; at the end everything is. Returns how much it took.
  static std::size_t add_quoted(std::string_view text, std::string& out, bool at_end);

  Kind kind_;
  unsigned bits_ = 0;
  int count_ = 0;         // of bits_
  std::string held_;      // an escape or a line that is not whole yet
  bool in_body_ = false;  // behind "begin", before "end"
};

}  // namespace cleartext::findings
