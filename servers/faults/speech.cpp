#include "servers/faults/speech.h"

#include <algorithm>
#include <array>

#include "servers/ftp/session.h"
#include "servers/http/session.h"
#include "servers/imap/session.h"
#include "servers/pop3/session.h"
#include "servers/smtp/session.h"

namespace cleartext::faults {

namespace {

bool begins_with(std::string_view text, std::string_view word) {
  return text.starts_with(word) && (text.size() == word.size() || text[word.size()] == ' ');
}

// RFC 5321, 4.2.1; RFC 959, 4.2; RFC 9110, 15
bool is_number(std::string_view word) {
  return word.size() == 3 && word[0] >= '1' && word[0] <= '5' && word[1] >= '0' && word[1] <= '9' && word[2] >= '0' && word[2] <= '9';
}

}  // namespace

Speech speech_of(wire::Service service) {
  switch (service) {
    case wire::Service::smtp:
    case wire::Service::submission:
    case wire::Service::submissions: return Speech::smtp;
    case wire::Service::pop3:
    case wire::Service::pop3s: return Speech::pop3;
    case wire::Service::imap:
    case wire::Service::imaps: return Speech::imap;
    case wire::Service::http: return Speech::http;
    case wire::Service::ftp:
    case wire::Service::ftps: return Speech::ftp;
    case wire::Service::sftp:
    case wire::Service::printer: return Speech::none;
  }
  return Speech::none;
}

std::string_view name(Speech speech) {
  constexpr std::array<std::string_view, 6> names{"SMTP", "POP3", "IMAP", "HTTP", "FTP", ""};
  return names[static_cast<std::size_t>(speech)];
}

std::span<const wire::CommandInfo> commands_of(Speech speech) {
  switch (speech) {
    case Speech::smtp: return smtp::commands();
    case Speech::pop3: return pop3::commands();
    case Speech::imap: return imap::commands();
    case Speech::http: return http::commands();
    case Speech::ftp: return ftp::commands();
    case Speech::none: break;
  }
  return {};
}

bool is_code(Speech speech, std::string_view word) {
  const auto any_of = [word](std::initializer_list<std::string_view> codes) {
    return std::find(codes.begin(), codes.end(), word) != codes.end();
  };
  switch (speech) {
    case Speech::smtp:
    case Speech::http:
    case Speech::ftp: return is_number(word);
    case Speech::pop3: return any_of({"+OK", "-ERR"});
    case Speech::imap: return any_of({"OK", "NO", "BAD", "BYE"});
    case Speech::none: break;
  }
  return false;
}

bool is_refusal(Speech speech, std::string_view text) {
  switch (speech) {
    case Speech::smtp:
    case Speech::http:
    case Speech::ftp: return text.starts_with('4') || text.starts_with('5');
    case Speech::pop3: return begins_with(text, "-ERR");
    case Speech::imap: return begins_with(text, "NO") || begins_with(text, "BAD") || begins_with(text, "BYE");
    case Speech::none: break;
  }
  return false;
}

// RFC 5321, 3.8 and RFC 959, 5.4 (421); RFC 3501, 7.1.5 (BYE)
bool is_last_word(Speech speech, std::string_view text) {
  if (speech == Speech::imap) return begins_with(text, "BYE");
  return (speech == Speech::smtp || speech == Speech::ftp) && text.starts_with("421");
}

}  // namespace cleartext::faults
