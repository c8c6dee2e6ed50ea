// "+OK" is POP3. "220" is SMTP or FTP: the port, the greeting's own words, or the first command tell which.
// The commands are those of the servers' own tables.
#include "engine/dialogue/recognise.h"

#include <algorithm>

#include "servers/ftp/session.h"
#include "servers/pop3/session.h"
#include "servers/smtp/session.h"
#include "servers/wire/hosts.h"

namespace cleartext::dialogue {

namespace {

using packet::Protocol;

constexpr int most_lines = 32;

std::span<const wire::CommandInfo> commands_of(Protocol protocol) {
  if (protocol == Protocol::smtp) return smtp::commands();
  if (protocol == Protocol::pop3) return pop3::commands();
  if (protocol == Protocol::ftp) return ftp::commands();
  return {};
}

bool knows(Protocol protocol, std::string_view verb) {
  return wire::find_command(commands_of(protocol), verb) != nullptr;
}

bool mentions(std::string_view text, std::string_view word) {
  return std::search(text.begin(), text.end(), word.begin(), word.end(),
                     [](char a, char b) { return (a >= 'a' && a <= 'z' ? a - 32 : a) == b; }) != text.end();
}

}  // namespace

Protocol suggested(const packet::Endpoint& server) {
  const auto service = wire::service_at(server.port);
  if (!service) return Protocol::unknown;
  switch (*service) {
    case wire::Service::smtp:
    case wire::Service::submission:
      return Protocol::smtp;
    case wire::Service::pop3:
      return Protocol::pop3;
    case wire::Service::ftp:
      return Protocol::ftp;
    case wire::Service::submissions:
    case wire::Service::pop3s:
    case wire::Service::imap:
    case wire::Service::imaps:
    case wire::Service::http:
    case wire::Service::ftps:
    case wire::Service::sftp:
    case wire::Service::printer:
      return Protocol::unknown;
  }
  return Protocol::unknown;
}

Protocol by_first_bytes(std::string_view bytes) {
  if (bytes.size() >= 3 && bytes[0] == 0x16 && bytes[1] == 0x03 && bytes[2] <= 0x04)
    return Protocol::tls;  // RFC 8446, 5.1
  if (bytes.starts_with("SSH-")) return Protocol::ssh;
  if (bytes.starts_with("HTTP/1.")) return Protocol::http;
  if (bytes.starts_with("* OK") || bytes.starts_with("* PREAUTH")) return Protocol::imap;
  return Protocol::unknown;
}

bool is_http_request(std::string_view line) {  // RFC 9112, 3
  const std::size_t version = line.rfind(" HTTP/1.");
  return version != std::string_view::npos && is_verb(line.substr(0, line.find(' '))) && line.size() - version <= 10;
}

std::optional<Protocol> Recogniser::hear(const Heard& line) {
  if (++lines_ > most_lines) return Protocol::unknown;
  return line.from == wire::Side::server ? hear_server(line) : hear_client(line);
}

std::optional<Protocol> Recogniser::hear_server(const Heard& line) {
  if (line.text.starts_with("+OK") || line.text.starts_with("-ERR"))
    return lines_ == 1 || hint_ == Protocol::pop3 ? Protocol::pop3 : Protocol::unknown;
  if (!reply_code(line.text).empty()) {
    if (hint_ == Protocol::smtp || hint_ == Protocol::ftp) return hint_;
    numbered_greeting_ = true;
    if (mentions(line.text, "SMTP")) return Protocol::smtp;
    if (mentions(line.text, "FTP")) return Protocol::ftp;
    return {};
  }
  if (hint_ == Protocol::unknown && !numbered_greeting_) return Protocol::unknown;
  return {};
}

std::optional<Protocol> Recogniser::hear_client(const Heard& line) {
  const std::string_view verb = line.text.substr(0, line.text.find(' '));
  if (knows(hint_, verb)) return hint_;
  if (wire::same_word(verb, "EHLO") || wire::same_word(verb, "HELO")) return Protocol::smtp;
  if (numbered_greeting_ && is_verb(verb))
    return knows(Protocol::ftp, verb)    ? Protocol::ftp
           : knows(Protocol::smtp, verb) ? Protocol::smtp
                                         : Protocol::unknown;
  return hint_ == Protocol::unknown ? std::optional(Protocol::unknown) : std::nullopt;
}

}  // namespace cleartext::dialogue
