// An FTP address as one line, and what a client says to reach it (RFC 1738, 3.2):
//
//     ftp://user:password@host:port/folder/folder/name;type=i
//
// Each folder is a CWD of its own; "%2F" is a slash inside a name, so "/%2Fetc/x" begins at the root.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "servers/actors/ftp_agent.h"
#include "servers/wire/syntax.h"

namespace cleartext::actors {

struct FtpUrl {
  enum class Type { none, text, binary, names };  // ";type=a", "i", "d"
  std::string user, password;                     // a guest's where the address has none
  std::string host;
  std::uint16_t port = 0;  // 0: the usual one
  std::vector<std::string> folders;
  std::string name;  // empty: the folder itself
  Type type = Type::none;
};

wire::Parsed<FtpUrl> parse_ftp_url(std::string_view text);
FtpErrand errand_for(const FtpUrl& url);  // fetches what the address names

}  // namespace cleartext::actors
