// The FTP client (RFC 959): logs in, goes where the errand is, does one thing, and says goodbye. Each line it says
// passes the gate.
//
//     [AUTH TLS], USER, PASS, [PBSZ, PROT], CWD..., then
//     TYPE, PASV or EPSV or PORT or EPRT, REST, RETR or STOR or APPE or LIST or NLST, QUIT
//     DELE or MKD or RMD or RNFR and RNTO, QUIT
#pragma once
#include <cstdint>
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "servers/actors/log_in.h"
#include "servers/actors/reply_reader.h"
#include "servers/wire/conversation.h"

namespace cleartext::actors {

struct FtpErrand {
  enum class What { list, get, put, append, names, remove, rename, make_folder, remove_folder } what = What::get;
  enum class Mode { passive, extended_passive, active, extended_active };
  enum class Type { binary, text };  // text: line ends are CR LF on the wire and LF here
  std::string user, password, file;
  std::string content;                    // put, append
  std::vector<std::string> folders = {};  // a CWD each, on the way to the file
  std::string new_name = {};              // rename
  Mode mode = Mode::passive;
  Type type = Type::binary;
  std::uint64_t restart = 0;  // get, put: from this byte on
  std::uint32_t server = 0;   // where to; EPSV does not say it
  Tls tls = Tls::off;         // files inside TLS too (RFC 4217, 9)
};

class FtpAgent final : public wire::Conversation {
 public:
  explicit FtpAgent(FtpErrand errand);
  wire::Output receive(std::string_view bytes) override;
  wire::Output secured() override;
  wire::Output data_listening(wire::Endpoint at) override;
  wire::Output data_connected() override;
  wire::Output data_received(std::string_view bytes) override;
  wire::Output data_finished() override;
  wire::Output data_sent() override;
  wire::Output data_failed() override;

  bool done() const { return done_; }  // the last reply was good, and every byte passed
  bool logged_in() const { return logged_in_; }
  const std::string& content() const { return content_; }  // got file or listing
  const Reply& last_reply() const { return last_; }        // what ended it
  const std::string& why_not() const { return why_not_; }  // the agent's own reason to go away; empty: it had none

 private:
  struct Line {
    std::string verb, argument;
  };
  void plan_transfer(std::string verb);
  void plan(std::string verb, std::string argument = {}) { plan_.push_back({std::move(verb), std::move(argument)}); }
  wire::Output answer(const Reply& reply);
  wire::Output tls_answered(const Reply& reply);
  wire::Output transfer_answered(const Reply& reply);
  wire::Output next();
  wire::Output say(const Line& line);
  wire::Output connect(const Reply& reply);
  wire::Output begin_if_both();
  wire::Output end_if_both();
  wire::Output goodbye();
  bool is_upload() const { return errand_.what == FtpErrand::What::put || errand_.what == FtpErrand::What::append; }

  FtpErrand errand_;
  ReplyReader replies_;
  Reply last_;
  std::deque<Line> plan_;             // still to be said
  std::string transfer_verb_, said_;  // the command whose reply is awaited; empty: the greeting
  std::string content_, why_not_;
  bool secure_ = false, private_data_ = false;
  bool logged_in_ = false, leaving_ = false, done_ = false;
  bool connected_ = false, announced_ = false;  // the data connection, and "150": both, and it begins
  bool data_over_ = false, replied_ = false;    // both, and it is over
};

// "227 Entering Passive Mode (127,0,2,21,195,80)" (RFC 959, 4.1.2).
std::optional<wire::Endpoint> parse_passive(std::string_view text);
// "229 Entering Extended Passive Mode (|||50000|)" (RFC 2428, 3).
std::optional<std::uint16_t> parse_extended_passive(std::string_view text);

}  // namespace cleartext::actors
