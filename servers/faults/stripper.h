// What Eve does to a mail conversation that runs through her: the server's offer of TLS never reaches the client, and who
// asks for TLS all the same is told that there is none (RFC 3207, 6, warns of her). All else she passes on as it is.
#pragma once
#include <string>
#include <string_view>

#include "servers/faults/command_reader.h"

namespace cleartext::faults {

class Stripper {
 public:
  struct Heard {
    std::string on;    // to the server
    std::string back;  // to the client
  };
  Heard from_client(std::string_view bytes);
  std::string from_server(std::string_view bytes);  // to the client

 private:
  CommandReader commands_{Speech::smtp};
  std::string line_;    // of the server, not whole yet
  std::string before_;  // "250-SIZE 1000\r\n": whether it is the last of its reply is not known yet
};

}  // namespace cleartext::faults
