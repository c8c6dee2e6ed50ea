// One log-in by SASL (RFC 4422), whatever protocol carries it: what the server asks, what the client says, and
// what a listener knows of it.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "engine/findings/findings.h"

namespace cleartext::findings {

class SaslExchange {
 public:
  void begin(std::string_view mechanism, std::uint64_t command);
  void challenge(std::string_view base64);
  // Told once, when what the client says is whole. The client's "*" gives up (RFC 4954, 4).
  std::optional<Credential> response(std::string_view base64);
  // The end of what the client says is missing: told is who logs in, where that is known.
  std::optional<Credential> cut_response(std::string_view base64);
  std::uint64_t command() const { return command_; }  // where the command stands that began it

 private:
  bool plain(const std::string& said, Credential& found) const;
  bool login(const std::string& said, Credential& found);
  bool cram(const std::string& said, Credential& found) const;
  bool scram(const std::string& said, Credential& found);
  bool ntlm(const std::string& said, Credential& found) const;
  bool read(const std::string& said, Credential& found);
  std::string user_in(const std::string& cut, std::string_view mechanism) const;

  std::string mechanism_, challenge_;
  std::optional<std::string> user_, secret_;  // said so far
  std::uint64_t command_ = 0;
};

}  // namespace cleartext::findings
