// The control connection is a Telnet one (RFC 959, 2.3): byte 255 begins a Telnet command. What is one is
// taken out; to every option that the client offers or asks for the answer is no (RFC 854, RFC
// 1123, 4.1.2.12).
#pragma once
#include <string>
#include <string_view>

namespace cleartext::ftp {

class Telnet {
 public:
  // The text among the bytes. What is to be said to the client is appended to `answers`.
  std::string strip(std::string_view bytes, std::string& answers);
  void clear() { state_ = State::text; }

 private:
  enum class State : unsigned char { text, command, option, inside, inside_command };
  State state_ = State::text;
  char verb_ = 0;  // DO, DONT, WILL or WONT
};

}  // namespace cleartext::ftp
