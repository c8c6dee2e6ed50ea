// The guards' names, as a lesson writes them.
#include "servers/ftp/guards.h"

#include <array>

#include "servers/wire/command.h"

namespace cleartext::ftp {

namespace {

constexpr std::array<GuardInfo, 5> all{{
    {Guard::own_address, "own-address", "PORT and EPRT may name the client's own address alone, so nobody is called in its name.",
     "CERT CA-1997-27"},
    {Guard::high_ports, "high-ports", "PORT and EPRT may not name a port below 1024, where servers listen.", "RFC 2577, 3"},
    {Guard::own_callers, "own-callers", "After PASV only the client's own address is let in, so nobody steals the file.", "RFC 2577, 8"},
    {Guard::few_passwords, "few-passwords", "Three wrong passwords end the connection, so guessing takes long.", "RFC 2577, 5"},
    {Guard::same_refusal, "same-refusal", "An unknown name is refused like a wrong password, so names cannot be tried out.", "RFC 2577, 7"},
}};

}  // namespace

std::span<const GuardInfo> guards() { return all; }

bool Guards::lift(std::string_view name) {
  for (const auto& info : all) {
    if (!wire::same_word(info.name, name)) continue;
    lifted_ |= 1u << static_cast<unsigned>(info.guard);
    return true;
  }
  return false;
}

}  // namespace cleartext::ftp
