// Which protocol is this? What is said decides; the port is only a hint.
#pragma once
#include <optional>

#include "engine/dialogue/dialogue.h"

namespace cleartext::dialogue {

// What the server's port suggests; unknown: nothing.
packet::Protocol suggested(const packet::Endpoint& server);
// What is inside TLS there: the application protocol that was agreed on (RFC 7301), or what the port suggests.
packet::Protocol inside(const packet::Endpoint& server, std::string_view agreed);

// By the first bytes of a direction. `start`: TLS that is met in the middle begins with any record. unknown: a first
// line may tell.
packet::Protocol by_first_bytes(std::string_view bytes, Start start);
bool is_http_request(std::string_view line);
// By a command that only one protocol has; empty: several have it, or none.
std::optional<packet::Protocol> by_command(std::string_view line);

// SMTP or FTP, whose greetings both are numbers: the port says one, the first command may be the other's only.
packet::Protocol behind_number(packet::Protocol by_port, std::string_view command);

// A client that authenticates says base64: a single word, and none of the protocol's.
bool may_be_base64(packet::Protocol protocol, std::string_view line);

bool is_header_field(std::string_view line);  // RFC 5322, 2.2

// Is this line, of which nobody knows whether its beginning is missing, a command or an answer as it stands?
bool is_whole(packet::Protocol protocol, const Heard& line);

class Recogniser {
 public:
  Recogniser(packet::Protocol hint, Start start) : hint_(hint), start_(start) {}
  // Fed each line in turn until it gives an answer. Protocol::unknown: none that we read.
  std::optional<packet::Protocol> hear(const Heard& line);
  packet::Protocol guess() const;               // when nothing more will be said
  bool by_hint() const { return by_hint_; }     // the answer rests on the port: a first command may correct it
  bool turned() const { return turned_; }       // another protocol agreed on TLS: what follows is found out anew
  std::uint64_t turn() const { return turn_; }  // where that begins, of what the client says

 private:
  std::optional<packet::Protocol> hear_server(const Heard& line);
  std::optional<packet::Protocol> hear_client(const Heard& line);
  std::optional<packet::Protocol> before_the_banner(const Heard& line);
  std::optional<packet::Protocol> answer_to_starttls(std::string_view line);
  bool speaks_imap(const Heard& line);
  packet::Protocol hint_;
  Start start_;
  bool greets_otherwise_ = false;  // its first line would be no greeting of IMAP's
  int before_banner_ = 0;          // lines of a server that may yet say it speaks SSH
  bool by_hint_ = false;
  void weigh(std::string_view line);
  int for_pop3_ = 0, for_ftp_ = 0;  // what a client says alone that both protocols have
  bool foreign_ = false;            // +OK to what is not POP3's: others say so too
  bool asked_for_tls_ = false, turned_ = false;
  std::uint64_t turn_ = 0;
  bool server_heard_ = false;
  bool numbered_greeting_ = false;  // "220": SMTP or FTP
  bool welcomed_ = false;           // its code is that of a greeting indeed
  bool shared_command_ = false;     // one that both have
  int lines_ = 0;
};

}  // namespace cleartext::dialogue
