// The client's side of SASL (RFC 4422): what to say to whom to be let in. The same three mechanisms as the server's.
#pragma once
#include <optional>
#include <string>
#include <string_view>

namespace cleartext::sasl {

enum class Mechanism { plain, login, cram_md5 };
std::string_view name(Mechanism mechanism);  // "CRAM-MD5"

class Answers {
 public:
  Answers(Mechanism mechanism, std::string user, std::string password)
      : mechanism_(mechanism), user_(std::move(user)), password_(std::move(password)) {}
  // In base64, to be said behind the mechanism's name; empty: the server asks first.
  std::optional<std::string> unasked() const;
  // To a challenge in base64, one line. "*" where it makes no sense: the client gives up.
  std::string answer(std::string_view challenge);

 private:
  Mechanism mechanism_;
  std::string user_, password_;
  int asked_ = 0;
};

}  // namespace cleartext::sasl
