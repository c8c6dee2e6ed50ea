// What the server tells about itself: SITE to FEAT.
#include <fmt/format.h>

#include "servers/ftp/ftp_session.h"

namespace cleartext::ftp {

FtpSession::Answer FtpSession::site(std::string_view argument) {
  if (!wire::same_word(argument, "HELP")) return "504 I know SITE HELP only";
  return "214 SITE has no commands here but HELP";
}

// RFC 943: the names of systems
FtpSession::Answer FtpSession::syst(std::string_view) { return "215 UNIX Type: L8"; }

// RFC 959, 4.1.3: about a file or folder as LIST does, but on this connection; else about the session.
FtpSession::Answer FtpSession::stat(std::string_view argument) {
  if (!argument.empty()) {
    if (state_ != State::logged_in) return "530 Log in first, with USER and PASS";
    const auto listed = look_up(files_, folder_, argument);
    if (!listed) return "550 " + listed.error().sentence;
    const int code = files_.is_folder(path(argument)) ? 212 : 213;
    return fmt::format("{0}-Status of {1}:\r\n{2}{0} That is all", code, argument, long_listing(listed->entries, settings_.now()));
  }
  const bool logged_in = state_ == State::logged_in;
  return fmt::format("211-{}\r\n You come from {}, {} TLS\r\n {}\r\n TYPE {}, STRU F, MODE S\r\n {}\r\n211 That is all",
                     settings_.host_name, wire::address_text(settings_.peer.address), settings_.secure ? "inside" : "without",
                     logged_in ? fmt::format("Logged in as {}, in {}", user_, folder_) : "Not logged in", ascii_ ? "A" : "I",
                     status_of_data());
}

std::string FtpSession::status_of_data() const {
  if (transfer_ == Transfer::receiving) return fmt::format("Receiving: {} bytes so far", received_);
  if (transfer_ == Transfer::sending && file_) return fmt::format("Sending: {} of {} bytes so far", file_->position(), file_->size());
  if (transfer_ == Transfer::sending) return "Sending a list";
  if (data_ == Data::named) return fmt::format("Data goes to {}", wire::text(callee_));
  return data_ == Data::none ? "No data connection" : "A data connection is open or awaited";
}

FtpSession::Answer FtpSession::help(std::string_view argument) {
  if (argument.empty()) {
    std::string text = "214-I know these commands:\r\n";
    for (const auto& info : commands()) text += fmt::format("  {}\r\n", info.syntax);
    return text + "214 HELP and a command tells more";
  }
  const auto* info = wire::find_command(commands(), argument);
  if (info == nullptr) return "504 I know no such command";
  return fmt::format("214-{}\r\n  {}\r\n214 When: {} ({})", info->syntax, info->meaning, info->when, info->source);
}

FtpSession::Answer FtpSession::noop(std::string_view) { return "200 Still here"; }

// RFC 2389, 3.2: each feature on a line that begins with a space
FtpSession::Answer FtpSession::feat(std::string_view) {
  const bool tls = settings_.secure || (settings_.tls_possible && !settings_.refuses_tls);
  return fmt::format(
      "211-I can do this too:\r\n{} EPRT\r\n EPSV\r\n MDTM\r\n MLST {}\r\n{} REST STREAM\r\n SIZE\r\n "
      "TVFS\r\n UTF8\r\n"
      "211 That is all",
      tls ? " AUTH TLS\r\n" : "", fact_features(facts_), tls ? " PBSZ\r\n PROT\r\n" : "");
}

}  // namespace cleartext::ftp
