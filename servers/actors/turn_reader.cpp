#include "servers/actors/turn_reader.h"

#include <algorithm>
#include <array>

#include "servers/actors/reply_reader.h"
#include "servers/wire/command.h"

namespace cleartext::actors {
namespace {

constexpr std::array always_listed{"RETR", "TOP", "CAPA"}, listed_without_number{"LIST", "UIDL", "AUTH"};

bool is_one_of(const auto& words, const std::string& word) { return std::ranges::find(words, word) != words.end(); }

}  // namespace

bool TurnReader::server_begins() const { return service_ != wire::Service::http && service_ != wire::Service::printer; }

void TurnReader::said(std::string_view line) {
  agreed_to_tls_ = false;
  const auto command = wire::split_command(line);
  const bool imap = service_ == wire::Service::imap || service_ == wire::Service::imaps;
  if (imap && command.argument.empty()) return;  // DONE, or an answer: the command before goes on
  if (imap) tag_ = line.substr(0, line.find(' '));
  const auto inner = imap ? wire::split_command(command.argument) : command;
  verb_ = inner.verb;
  argument_ = inner.argument;
}

bool TurnReader::heard(std::string_view line) {
  switch (service_) {
    case wire::Service::smtp:
    case wire::Service::submission:
    case wire::Service::submissions:
    case wire::Service::ftp:
    case wire::Service::ftps: return heard_code(line);
    case wire::Service::pop3:
    case wire::Service::pop3s: return heard_pop3(line);
    case wire::Service::imap:
    case wire::Service::imaps: return heard_imap(line);
    case wire::Service::http:
    case wire::Service::sftp:
    case wire::Service::printer: break;
  }
  return false;
}

// RFC 5321, 4.2.1; RFC 959, 4.2: a reply that begins with 1 is followed by another.
bool TurnReader::heard_code(std::string_view line) {
  const int code = code_of(line);
  const bool more = line.size() > 3 && line[3] == '-';
  if (open_code_ != 0 && (code != open_code_ || more)) return false;
  open_code_ = more ? code : 0;
  if (more || code < 200) return false;
  wants_letter_ = code == 354;
  agreed_to_tls_ = (verb_ == "STARTTLS" && code == 220) || (verb_ == "AUTH" && code == 234);
  return true;
}

bool TurnReader::heard_pop3(std::string_view line) {
  if (listing_) {
    listing_ = line != ".";
    return !listing_;
  }
  const bool good = line.starts_with("+OK");
  listing_ = good && (is_one_of(always_listed, verb_) || (argument_.empty() && is_one_of(listed_without_number, verb_)));
  agreed_to_tls_ = good && verb_ == "STLS";
  return !listing_;
}

bool TurnReader::heard_imap(std::string_view line) {
  if (tag_.empty()) return true;  // the greeting
  if (line.starts_with("+")) return true;
  const bool done = line.starts_with(tag_ + " ");
  agreed_to_tls_ = done && verb_ == "STARTTLS" && wire::split_command(line.substr(tag_.size() + 1)).verb == "OK";
  return done;
}

}  // namespace cleartext::actors
