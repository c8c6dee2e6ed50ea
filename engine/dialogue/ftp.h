// Reads an FTP control connection (RFC 959) and finds out where data connections will be.
#pragma once
#include <optional>

#include "engine/dialogue/dialogue.h"

namespace cleartext::dialogue {

class FtpDialogue final : public Dialogue {
 public:
  FtpDialogue(std::uint32_t stream, Start start, const packet::Endpoint& client, const packet::Endpoint& server, Audience& audience)
      : Dialogue(stream, packet::Protocol::ftp, start, audience), client_(client), server_(server) {}
  void heard(const Heard& line) override;

 private:
  void client(const Heard& line);
  void server(const Heard& line);
  void gap(wire::Side from, Lost lost) override;
  void know_again(std::string_view code);
  void note_place(const Heard& line, std::string_view code);

  packet::Endpoint client_, server_;
  bool missed_ = false;
  std::string many_;  // code of the reply of many lines we are in
};

// Where a data connection is offered; `near` gives the address where the text has none (RFC 2428, 3).
std::optional<packet::Endpoint> parse_host_port(std::string_view text);  // "127,0,2,21,4,1"
std::optional<packet::Endpoint> parse_eprt(std::string_view text);       // "|1|127.0.2.10|5282|"
std::optional<packet::Endpoint> parse_epsv(std::string_view text,
                                           const packet::Endpoint& near);  // "(|||5282|)"

}  // namespace cleartext::dialogue
