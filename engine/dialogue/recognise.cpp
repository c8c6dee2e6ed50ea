// "+OK" is POP3. "220" is SMTP or FTP: the port, the greeting's own words, or the first command tell which.
// The commands are all that the field knows, not only those that our servers take.
#include "engine/dialogue/recognise.h"

#include <algorithm>
#include <array>

#include "engine/tls/record_cutter.h"
#include "servers/wire/command.h"
#include "servers/wire/hosts.h"

namespace cleartext::dialogue {

namespace {

using packet::Protocol;

constexpr int most_lines = 32;

constexpr std::array smtp_verbs = {"HELO", "EHLO", "LHLO", "MAIL",     "RCPT", "DATA", "BDAT", "RSET", "NOOP", "VRFY",   "EXPN",
                                   "HELP", "QUIT", "AUTH", "STARTTLS", "ETRN", "TURN", "SEND", "SOML", "SAML", "XCLIENT"};
constexpr std::array pop3_verbs = {"USER", "PASS", "APOP", "AUTH", "STAT", "LIST", "RETR", "DELE", "NOOP", "RSET",
                                   "TOP",  "UIDL", "CAPA", "STLS", "QUIT", "LAST", "XTND", "UTF8", "LANG"};
constexpr std::array ftp_verbs = {"USER", "PASS", "ACCT", "CWD",  "CDUP", "SMNT", "QUIT", "REIN", "PORT", "PASV", "TYPE", "STRU",
                                  "MODE", "RETR", "STOR", "STOU", "APPE", "ALLO", "REST", "RNFR", "RNTO", "ABOR", "DELE", "RMD",
                                  "MKD",  "PWD",  "LIST", "NLST", "SITE", "SYST", "STAT", "HELP", "NOOP", "FEAT", "OPTS", "EPRT",
                                  "EPSV", "LPRT", "LPSV", "SIZE", "MDTM", "MLST", "MLSD", "AUTH", "PBSZ", "PROT", "CCC",  "CLNT",
                                  "HOST", "LANG", "XPWD", "XCWD", "XMKD", "XRMD", "XCUP", "MFMT"};

constexpr std::array imap_verbs = {"CAPABILITY", "NOOP",         "LOGOUT",    "STARTTLS",  "AUTHENTICATE", "LOGIN",  "SELECT",   "EXAMINE",
                                   "CREATE",     "DELETE",       "RENAME",    "SUBSCRIBE", "UNSUBSCRIBE",  "LIST",   "LSUB",     "STATUS",
                                   "APPEND",     "CHECK",        "CLOSE",     "EXPUNGE",   "SEARCH",       "FETCH",  "STORE",    "COPY",
                                   "UID",        "IDLE",         "NAMESPACE", "ID",        "MOVE",         "ENABLE", "UNSELECT", "COMPRESS",
                                   "GETQUOTA",   "GETQUOTAROOT", "XLIST",     "SORT",      "THREAD",       "GETACL", "MYRIGHTS"};

template <std::size_t N>
bool is_among(const std::array<const char*, N>& verbs, std::string_view verb) {
  return std::any_of(verbs.begin(), verbs.end(),
                     [&](std::string_view each) { return each.size() == verb.size() && wire::same_word(each, verb); });
}

bool knows(Protocol protocol, std::string_view verb) {
  return (protocol == Protocol::smtp && is_among(smtp_verbs, verb)) || (protocol == Protocol::pop3 && is_among(pop3_verbs, verb)) ||
         (protocol == Protocol::ftp && is_among(ftp_verbs, verb));
}

bool is_digits(std::string_view word) { return !word.empty() && word.find_first_not_of("0123456789") == std::string_view::npos; }

// "a1 LOGIN bob hungry", "* 3 EXISTS", "a1 OK done": the words of IMAP (RFC 3501, 2.2).
bool is_imap(const Heard& line) {
  std::string_view rest = line.text;
  const std::size_t space = rest.find(' ');
  if (space == std::string_view::npos || space == 0 || space > 32) return false;
  const std::string_view tag = rest.substr(0, space);
  rest.remove_prefix(space + 1);
  std::string_view word = rest.substr(0, rest.find(' '));
  if (line.from == wire::Side::client)  // "AUTH LOGIN" is no tag and a command
    return tag != "*" && tag != "+" && !knows(Protocol::smtp, tag) && !knows(Protocol::pop3, tag) && !knows(Protocol::ftp, tag) &&
           is_among(imap_verbs, word);
  if (tag == "*" && is_digits(word)) {
    rest.remove_prefix(std::min(word.size() + 1, rest.size()));
    word = rest.substr(0, rest.find(' '));
    return is_among(std::array{"EXISTS", "RECENT", "FETCH", "EXPUNGE"}, word);
  }
  if (tag == "*")
    return is_among(std::array{"OK", "NO", "BAD", "BYE", "PREAUTH", "CAPABILITY", "LIST", "LSUB", "FLAGS", "SEARCH", "STATUS"}, word);
  return !is_digits(tag.substr(0, 1)) && reply_code(line.text).empty() && is_among(std::array{"OK", "NO", "BAD"}, word) && tag != "+OK";
}

// RFC 3463, 2: "2.1.0", as SMTP's answers may begin.
bool has_status(std::string_view code, std::string_view text) {
  int dots = 0;
  for (const char c : text.substr(0, text.find(' '))) {
    if (c == '.')
      ++dots;
    else if (c < '0' || c > '9')
      return false;
  }
  return dots == 2 && text.size() > 5 && text[0] == code[0] && text[1] == '.';
}

// What SMTP says in 250: one of its extensions (RFC 5321, 4.1.1.1), or how it went.
bool says_smtp(std::string_view code, std::string_view line) {
  static constexpr std::array extensions = {"AUTH", "SIZE",     "PIPELINING", "8BITMIME",   "STARTTLS",  "ENHANCEDSTATUSCODES",
                                            "DSN",  "SMTPUTF8", "CHUNKING",   "BINARYMIME", "DELIVERBY", "ETRN",
                                            "VRFY", "XCLIENT"};
  const std::string_view text = line.substr(std::min<std::size_t>(line.size(), 4));
  const std::string_view word = text.substr(0, text.find_first_of(" ="));
  return has_status(code, text) || (code == "250" && std::find(extensions.begin(), extensions.end(), word) != extensions.end());
}

// What FTP's AUTH names is a way to secure the connection (RFC 2228, RFC 4217), SMTP's a way to log in.
Protocol by_auth(std::string_view argument) {
  const std::string_view mechanism = argument.substr(0, argument.find(' '));
  if (mechanism.empty() || wire::same_word(mechanism, "GSSAPI")) return Protocol::unknown;
  static constexpr std::array secures = {"TLS", "TLS-C", "TLS-P", "SSL", "KERBEROS_V4", "KERBEROS_V5"};
  return is_among(secures, mechanism) ? Protocol::ftp : Protocol::smtp;
}

// Codes that only one of the two protocols has.
Protocol by_code(std::string_view code) {
  static constexpr std::array smtp_codes = {"354", "334", "235", "251", "252", "535", "555"};
  static constexpr std::array ftp_codes = {"110", "120", "125", "150", "200", "202", "212", "213", "215", "225", "226", "227", "228",
                                           "229", "230", "232", "234", "257", "331", "332", "350", "425", "426", "430", "532"};
  if (is_among(smtp_codes, code)) return Protocol::smtp;
  return is_among(ftp_codes, code) ? Protocol::ftp : Protocol::unknown;
}

// NNTP's commands (RFC 3977, RFC 4643), some of which begin as FTP's do.
bool is_news(std::string_view line) {
  const std::string_view verb = line.substr(0, line.find(' '));
  const bool reader = wire::same_word(line.substr(0, 11), "MODE READER") && line.size() >= 11;
  return reader ||
         is_among(std::array{"AUTHINFO", "GROUP", "LISTGROUP", "ARTICLE", "XOVER", "OVER", "IHAVE", "NEWGROUPS", "NEWNEWS", "CAPABILITIES"},
                  verb);
}

// IRC (RFC 2812, 3.1): a nick, a user with four words, answers that begin with a colon.
bool is_chat(const Heard& line) {
  const std::string_view verb = line.text.substr(0, line.text.find(' '));
  if (line.from == wire::Side::server) return line.text.starts_with(':');
  return wire::same_word(verb, "NICK") || (wire::same_word(verb, "USER") && std::count(line.text.begin(), line.text.end(), ' ') > 3);
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
    case wire::Service::submission: return Protocol::smtp;
    case wire::Service::pop3: return Protocol::pop3;
    case wire::Service::ftp: return Protocol::ftp;
    case wire::Service::imap: return Protocol::imap;
    case wire::Service::http: return Protocol::http;
    case wire::Service::submissions:
    case wire::Service::pop3s:
    case wire::Service::imaps:
    case wire::Service::ftps:
    case wire::Service::sftp:
    case wire::Service::printer: return Protocol::unknown;
  }
  return Protocol::unknown;
}

Protocol inside(const packet::Endpoint& server, std::string_view agreed) {
  if (agreed == "http/1.1" || agreed == "http/1.0") return Protocol::http;
  if (agreed == "imap") return Protocol::imap;
  if (agreed == "pop3") return Protocol::pop3;
  if (agreed == "ftp") return Protocol::ftp;
  if (server.port == 443) return Protocol::http;
  const auto service = wire::service_at(server.port);
  if (!service) return Protocol::unknown;
  switch (*service) {
    case wire::Service::submissions: return Protocol::smtp;
    case wire::Service::pop3s: return Protocol::pop3;
    case wire::Service::imaps: return Protocol::imap;
    case wire::Service::ftps: return Protocol::ftp;
    default: return suggested(server);
  }
}

Protocol by_first_bytes(std::string_view bytes, Start start) {
  if (bytes.size() >= 3 && bytes[0] == 0x16 && bytes[1] == 0x03 && bytes[2] <= 0x04) return Protocol::tls;  // RFC 8446, 5.1
  if (start == Start::missed && bytes.size() >= 5 && tls::plausible_header(std::as_bytes(std::span(bytes.data(), 5)))) return Protocol::tls;
  if (bytes.starts_with("SSH-")) return Protocol::ssh;
  if (bytes.starts_with("HTTP/1.")) return Protocol::http;
  for (const std::string_view method : {"GET /", "POST /", "HEAD /", "PUT /", "DELETE /", "PATCH /", "GET http", "POST http"})
    if (bytes.starts_with(method)) return Protocol::http;
  if (bytes.starts_with("* OK") || bytes.starts_with("* PREAUTH")) return Protocol::imap;
  return Protocol::unknown;
}

bool is_http_request(std::string_view line) {  // RFC 9112, 3
  const std::size_t version = line.rfind(" HTTP/1.");
  return version != std::string_view::npos && is_verb(line.substr(0, line.find(' '))) && line.size() - version <= 10;
}

std::optional<Protocol> Recogniser::hear(const Heard& line) {
  if (++lines_ > most_lines) return guess();
  if (asked_for_tls_ && line.from == wire::Side::server) return answer_to_starttls(line.text);
  if (asked_for_tls_) return {};  // it may be TLS already
  // Lines may come before SSH's banner (RFC 4253, 4.2); nothing else that is read here begins so.
  if (line.text.starts_with("SSH-2.0-") || line.text.starts_with("SSH-1.")) return Protocol::ssh;
  if (before_banner_ > 0) return before_the_banner(line);
  if (is_chat(line)) return Protocol::unknown;
  if (speaks_imap(line)) return Protocol::imap;
  return line.from == wire::Side::server ? hear_server(line) : hear_client(line);
}

// Where the beginning was heard, IMAP's server greets (RFC 3501, 7.1): whoever begins with something else, as a file may, is none.
bool Recogniser::speaks_imap(const Heard& line) {
  if (!is_imap(line)) return false;
  const std::string_view word = line.text.substr(std::min<std::size_t>(line.text.size(), 2));
  const bool greets = is_among(std::array{"OK", "PREAUTH", "BYE"}, word.substr(0, word.find(' ')));
  if (start_ == Start::heard && lines_ == 1 && line.from == wire::Side::server && !greets) greets_otherwise_ = true;
  return !greets_otherwise_;
}

std::optional<Protocol> Recogniser::hear_server(const Heard& line) {
  const bool client_first = !server_heard_ && lines_ > 1;
  server_heard_ = true;
  if (line.text.starts_with("+OK") || line.text.starts_with("-ERR")) {
    foreign_ = foreign_ || (client_first && for_pop3_ == 0 && hint_ != Protocol::pop3);  // POP3's server speaks first
    if (foreign_ && for_pop3_ == 0) return {};
    return numbered_greeting_ ? Protocol::unknown : Protocol::pop3;
  }
  if (const std::string_view code = reply_code(line.text); !code.empty()) {
    const bool greeting = !numbered_greeting_;
    numbered_greeting_ = true;
    if (greeting) welcomed_ = code == "220";
    if (hint_ == Protocol::pop3 || hint_ == Protocol::imap) hint_ = Protocol::unknown;                     // their servers say no numbers
    if (greeting && lines_ == 1 && (code == "200" || code == "201") && hint_ != Protocol::ftp) return {};  // NNTP greets so (RFC 3977, 5.1)
    if (const Protocol by = by_code(code); by != Protocol::unknown) return by;
    if (code.front() == '1' && hint_ == Protocol::unknown) return Protocol::unknown;  // DICT's and NNTP's: neither FTP nor SMTP has it
    if (says_smtp(code, line.text)) return Protocol::smtp;
    // What a greeting says of itself counts more than the port.
    const bool says_mail = mentions(line.text, "SMTP"), says_files = mentions(line.text, "FTP");
    if (greeting && says_mail != says_files) {
      by_hint_ = true;
      return says_mail ? Protocol::smtp : Protocol::ftp;
    }
    if (hint_ == Protocol::smtp || hint_ == Protocol::ftp) {
      by_hint_ = true;
      return hint_;
    }
    return {};
  }
  if (hint_ == Protocol::unknown && !numbered_greeting_) return before_the_banner(line);
  return {};
}

std::optional<Protocol> Recogniser::before_the_banner(const Heard& line) {
  constexpr int most_before = 8;
  if (line.from == wire::Side::client || lines_ > ++before_banner_ || before_banner_ > most_before) return Protocol::unknown;
  return {};
}

// SMTP says 220, or refuses (RFC 3207, 4); NNTP says 382 and 580 (RFC 4642, 2.2), IRC a line that begins with a colon.
std::optional<Protocol> Recogniser::answer_to_starttls(std::string_view line) {
  const std::string_view code = reply_code(line);
  if (!code.empty() && code.front() != '3' && code != "580") return Protocol::smtp;
  turned_ = true;
  return Protocol::unknown;
}

// POP3 names letters by their numbers, FTP files by their names.
void Recogniser::weigh(std::string_view line) {
  const std::string_view verb = line.substr(0, line.find(' ')), argument = line.substr(std::min(line.size(), verb.size() + 1));
  if (!knows(Protocol::pop3, verb)) return;
  if (is_among(std::array{"RETR", "DELE", "LIST"}, verb) && !argument.empty()) return void(++(is_digits(argument) ? for_pop3_ : for_ftp_));
  if (is_among(std::array{"LIST"}, verb) && !foreign_) ++for_pop3_;
  if (is_among(std::array{"USER", "PASS", "STAT", "UIDL", "CAPA", "APOP", "TOP", "STLS"}, verb)) ++for_pop3_;
  if (is_among(std::array{"STAT"}, verb) && argument.empty()) ++for_pop3_;
}

Protocol Recogniser::guess() const {
  if (numbered_greeting_ && shared_command_) return welcomed_ ? Protocol::ftp : Protocol::unknown;
  if (server_heard_ || for_pop3_ + for_ftp_ == 0) return Protocol::unknown;
  return for_ftp_ > 0 ? Protocol::ftp : Protocol::pop3;
}

std::optional<Protocol> Recogniser::hear_client(const Heard& line) {
  const std::string_view verb = line.text.substr(0, line.text.find(' '));
  if (is_news(line.text)) return Protocol::unknown;
  asked_for_tls_ = lines_ == 1 && hint_ == Protocol::unknown && wire::same_word(line.text, "STARTTLS");
  turn_ = line.position + line.raw.size();
  if (asked_for_tls_) return {};  // the answer tells whose word it was
  weigh(line.text);
  if (const auto certain = by_command(line.text)) return certain;
  if (knows(hint_, verb)) {
    by_hint_ = true;
    return hint_;
  }
  if (numbered_greeting_ && is_verb(verb)) {
    const bool files = knows(Protocol::ftp, verb), mail = knows(Protocol::smtp, verb);
    if (files != mail) return files ? Protocol::ftp : Protocol::smtp;
    if (!files) return Protocol::unknown;
    shared_command_ = true;
    const Protocol secured =
        wire::same_word(verb, "AUTH") ? by_auth(line.text.substr(std::min<std::size_t>(line.text.size(), 5))) : Protocol::unknown;
    return secured == Protocol::unknown ? std::nullopt : std::optional(secured);
  }
  // Without a greeting the answer to it tells.
  if (knows(Protocol::smtp, verb) || knows(Protocol::pop3, verb) || knows(Protocol::ftp, verb)) return {};
  return hint_ == Protocol::unknown ? std::optional(Protocol::unknown) : std::nullopt;
}

bool is_header_field(std::string_view line) {
  const std::size_t colon = line.find(':');
  return colon != std::string_view::npos && colon > 0 && line.find_first_of(" \t<>()") > colon;
}

bool is_whole(Protocol protocol, const Heard& line) {
  if (protocol == Protocol::imap) return is_imap(line);
  if (protocol == Protocol::http) return line.from == wire::Side::client ? is_http_request(line.text) : line.text.starts_with("HTTP/1.");
  if (line.from == wire::Side::client) return knows(protocol, line.text.substr(0, line.text.find(' ')));
  if (protocol == Protocol::pop3) return line.text.starts_with("+OK") || line.text.starts_with("-ERR");
  return !reply_code(line.text).empty();
}

bool may_be_base64(Protocol protocol, std::string_view line) {
  return line == "*" ||
         (line.find_first_not_of("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/=") == std::string_view::npos &&
          !knows(protocol, line));
}

Protocol behind_number(Protocol by_port, std::string_view command) {
  const std::string_view verb = command.substr(0, command.find(' '));
  if (!is_verb(verb) || knows(by_port, verb)) return by_command(command).value_or(by_port);
  const Protocol other = by_port == Protocol::smtp ? Protocol::ftp : Protocol::smtp;
  return knows(other, verb) ? other : by_command(command).value_or(by_port);
}

std::optional<Protocol> by_command(std::string_view line) {
  const std::string_view verb = line.substr(0, line.find(' '));
  if (!is_verb(verb)) return {};
  const bool smtp = knows(Protocol::smtp, verb), pop3 = knows(Protocol::pop3, verb), ftp = knows(Protocol::ftp, verb);
  if (smtp && !pop3 && !ftp) return Protocol::smtp;
  if (ftp && !pop3 && !smtp) return Protocol::ftp;
  if (pop3 && !ftp && !smtp) return Protocol::pop3;
  return {};
}

}  // namespace cleartext::dialogue
