// Reads the replies of SMTP and FTP: three digits, and a hyphen on every line but the last (RFC 5321, 4.2.1;
// RFC 959, 4.2).
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "servers/wire/line_splitter.h"

namespace cleartext::actors {

struct Reply {
  int code = 0;                          // 0: the server said something that is no reply
  std::string text;                      // of the last line
  std::vector<std::string> before = {};  // the texts of the lines before it, the first hundred
  std::string line() const;              // "550 no such user here"
  bool good() const { return code >= 200 && code < 400; }
  bool permanent() const { return code >= 500; }
};

int code_of(std::string_view line);  // its first three digits; 0: there are none

class ReplyReader {
 public:
  // Takes bytes off the front until a reply is whole; empty when more are needed.
  std::optional<Reply> next(std::string_view& bytes);
  void clear() { *this = {}; }  // what was not whole is forgotten

 private:
  wire::LineSplitter lines_{2048};
  int open_code_ = 0;                // inside a multi-line reply
  std::vector<std::string> before_;  // its lines so far
};

}  // namespace cleartext::actors
