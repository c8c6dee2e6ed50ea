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
  if (missed_) many_.clear();  // its end may be what is missing
  const Asked& asked = say_command(line, text);
  std::optional<packet::Endpoint> place;
  if (asked.verb == "PORT") place = parse_host_port(asked.argument);
  if (asked.verb == "EPRT") place = parse_eprt(asked.argument);
  if (!place) return;
  packet::Endpoint near = client_;
  near.port = place->port;
  audience_.expect_data({*place, near, Side::client, false, asked.position, line.packet});
}

void FtpDialogue::server(const Heard& line) {
  std::string_view code = reply_code(line.text);
  if (!says(line, code)) code = {};
  if (line.perhaps && !code.empty()) return say_perhaps(line, code);
  if (!many_.empty() && code != many_) return say(line, LineKind::continuation);
  if (code.empty()) {
    say(line, LineKind::invalid);
    if (line.whole && !line.text.empty() && line.text[0] >= '0' && line.text[0] <= '9') answered();  // an answer, if a broken one
    return;
  }
  know_again(code);
  const bool last = line.text.size() == 3 || line.text[3] == ' ';
  const LineKind kind = kind_of_reply("220", code);
  const bool preliminary = code.front() == '1';
  say_reply(line, kind, code, last && !preliminary);
  many_ = last ? std::string_view() : code;
  if (!last || preliminary) return;
  greeted_ = true;
  if (kind == LineKind::greeting) return;
  note_place(line, code);
  if (waits_for("AUTH") && code == "234") opaque_ = true;  // RFC 4217, 4
  answered();
}

void FtpDialogue::gap(Side from, Lost lost) {
  Dialogue::gap(from, lost);
  missed_ = missed_ || lost == Lost::lines;
}

void FtpDialogue::know_again(std::string_view code) {
  if (code == "227" || code == "229") sync({"PASV", "EPSV"});
  if (code == "331") sync({"USER"});
  if (code == "150" || code == "125") sync({"RETR", "STOR", "STOU", "APPE", "LIST", "NLST", "MLSD"});
  if (code == "221") sync({"QUIT"});
}

// After lines were missed, a place belongs to the command only that asks for places.
void FtpDialogue::note_place(const Heard& line, std::string_view code) {
  std::optional<packet::Endpoint> place;
  if (code == "227") place = parse_host_port(line.text.substr(3));
  if (code == "229") place = parse_epsv(line.text, server_);
  if (!place) return;
  packet::Endpoint near = server_;
  near.port = place->port;
  const bool known = !pending_.empty() && !unsure_ && (!missed_ || waits_for("PASV") || waits_for("EPSV"));
  audience_.expect_data({*place, near, Side::server, false, known ? std::optional(pending_.front().position) : std::nullopt, line.packet});
}

}  // namespace cleartext::dialogue
