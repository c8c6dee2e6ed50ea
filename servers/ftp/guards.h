// What keeps an FTP server from being used against others (RFC 2577). All guards stand; a lesson lifts one by
// its name to show what it is for.
#pragma once
#include <span>
#include <string_view>

namespace cleartext::ftp {

enum class Guard : unsigned char { own_address, high_ports, own_callers, few_passwords, same_refusal };

struct GuardInfo {
  Guard guard;
  std::string_view name;     // "own-address"
  std::string_view meaning;  // one plain sentence
  std::string_view source;   // "RFC 2577, 3"
};

std::span<const GuardInfo> guards();

class Guards {
 public:
  bool stands(Guard guard) const { return (lifted_ >> static_cast<unsigned>(guard) & 1u) == 0; }
  bool lift(std::string_view name);  // false: no guard has this name

 private:
  unsigned lifted_ = 0;
};

}  // namespace cleartext::ftp
