// Knows when a server has finished its turn, so that who follows a script knows when the next line may be said. It
// understands just as much of each protocol as that takes.
#pragma once
#include <optional>
#include <string>
#include <string_view>

#include "servers/wire/hosts.h"

namespace cleartext::actors {

class TurnReader {
 public:
  explicit TurnReader(wire::Service service) : service_(service) {}
  bool server_begins() const;                            // by a greeting
  void said(std::string_view line);                      // the client's
  bool heard(std::string_view line);                     // true: that was the last line of the server's turn
  bool wants_letter() const { return wants_letter_; }    // SMTP: what follows is a letter, up to a line with a dot
  bool agreed_to_tls() const { return agreed_to_tls_; }  // the last turn was a yes to STARTTLS, STLS or AUTH TLS
  void letter_said() { wants_letter_ = false; }

 private:
  bool heard_code(std::string_view line);  // SMTP, FTP
  bool heard_pop3(std::string_view line);
  bool heard_imap(std::string_view line);

  wire::Service service_;
  std::string verb_, argument_, tag_;
  int open_code_ = 0;  // inside a reply of several lines
  bool listing_ = false, wants_letter_ = false, agreed_to_tls_ = false;
};

}  // namespace cleartext::actors
