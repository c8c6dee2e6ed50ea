// A client without manners: one blocking socket, bounded waits, and exact words about how a connection ended.
#pragma once
#include <string>

#include "servers/wire/hosts.h"

namespace cleartext::lab {

class Client {
 public:
  // Connects from that machine; how it went is in state().
  Client(wire::Role from, const wire::Endpoint& to, int milliseconds = 3000);
  ~Client();
  Client(const Client&) = delete;
  Client& operator=(const Client&) = delete;

  std::string state() const { return state_; }  // "open", "refused", "no answer", later "ended" (FIN), "reset", or "silent"
  void say(const std::string& bytes) const;
  std::string hear(const std::string& until);  // all up to and with it; less where the connection ended or fell silent
  std::string hear_all() { return hear({}); }  // until it ended
  std::string ask(const std::string& line) {
    say(line + "\r\n");
    return hear("\n");
  }

 private:
  int socket_ = -1;
  std::string state_, heard_;
};

}  // namespace cleartext::lab
