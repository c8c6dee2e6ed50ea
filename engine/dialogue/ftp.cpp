// A reply of many lines begins with "230-" and ends with "230 "; lines between need no code (RFC 959, 4.2). A
// reply that begins with 1 is not the last word on a command. Telnet's control bytes before a command are
// passed over (4.1.3).
#include "engine/dialogue/ftp.h"

#include <algorithm>

namespace cleartext::dialogue {

using wire::Side;

void FtpDialogue::heard(const Heard& line) {
  if (line.from == Side::client)
    client(line);
  else
    server(line);
}

void FtpDialogue::client(const Heard& line) {
  std::string_view text = line.text;
  while (!text.empty() && static_cast<unsigned char>(text.front()) >= 0xf0) text.remove_prefix(1);
  if (!line.whole || !is_verb(text.substr(0, text.find(' ')))) return say(line, LineKind::invalid);
  client_spoke();
  const Asked& asked = say_command(line, text);
  std::optional<packet::Endpoint> place;
  if (asked.verb == "PORT") place = parse_host_port(asked.argument);
  if (asked.verb == "EPRT") place = parse_eprt(asked.argument);
  if (!place) return;
  packet::Endpoint near = client_;
  near.port = place->port;
  audience_.expect_data({*place, near, Side::client});
}

void FtpDialogue::server(const Heard& line) {
  std::string_view code = reply_code(line.text);
  if (!says(line, code)) code = {};
  if (!many_.empty() && code != many_) return say(line, LineKind::continuation);
  if (code.empty()) {
    say(line, LineKind::invalid);
    if (line.whole && !line.text.empty() && line.text[0] >= '0' && line.text[0] <= '9') answered();  // an answer, if a broken one
    return;
  }
  const bool last = line.text.size() == 3 || line.text[3] == ' ';
  const LineKind kind = kind_of_reply("220", code);
  const bool preliminary = code.front() == '1';
  say_reply(line, kind, code, last && !preliminary);
  many_ = last ? std::string_view() : code;
  if (!last || preliminary) return;
  greeted_ = true;
  if (kind == LineKind::greeting) return;
  note_place(code, line.text);
  if (waits_for("AUTH") && code == "234") opaque_ = true;  // RFC 4217, 4
  answered();
}

void FtpDialogue::note_place(std::string_view code, std::string_view text) {
  std::optional<packet::Endpoint> place;
  if (code == "227") place = parse_host_port(text.substr(3));
  if (code == "229") place = parse_epsv(text, server_);
  if (!place) return;
  packet::Endpoint near = server_;
  near.port = place->port;
  audience_.expect_data({*place, near, Side::server});
}

}  // namespace cleartext::dialogue
