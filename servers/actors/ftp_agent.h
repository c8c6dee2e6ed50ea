// The FTP client (RFC 959), passive mode: USER, PASS, TYPE I, PASV, then RETR, STOR or LIST, QUIT.
#pragma once
#include <optional>
#include <string>

#include "servers/actors/reply_reader.h"
#include "servers/wire/conversation.h"

namespace cleartext::actors {

struct FtpErrand {
  enum class What { list, get, put } what = What::get;
  std::string user, password, file;
  std::string content;                                  // put
};

class FtpAgent final : public wire::Conversation {
 public:
  explicit FtpAgent(FtpErrand errand);
  wire::Output receive(std::string_view bytes) override;
  wire::Output data_connected() override;
  wire::Output data_received(std::string_view bytes) override;
  wire::Output data_finished() override;
  wire::Output data_sent() override;
  wire::Output data_failed() override;

  bool done() const { return done_; }                   // 226 came, and every byte
  bool logged_in() const { return logged_in_; }
  const std::string& content() const { return content_; }  // got file or listing
  const Reply& last_reply() const { return last_; }     // what ended it

 private:
  enum class Stage { greeting, user, password, type, passive, connecting, transfer, goodbye };
  wire::Output answer(const Reply& reply);
  wire::Output transfer_answered(const Reply& reply);
  wire::Output end_if_both();
  wire::Output say(Stage next, std::string verb, std::string line);
  wire::Output goodbye() { return say(Stage::goodbye, "QUIT", "QUIT"); }

  FtpErrand errand_;
  ReplyReader replies_;
  Reply last_;
  Stage stage_ = Stage::greeting;
  std::string content_;
  bool logged_in_ = false, data_over_ = false, replied_ = false, done_ = false;
};

// "227 Entering Passive Mode (127,0,2,21,195,80)" (RFC 959, 4.1.2).
std::optional<wire::Endpoint> parse_passive(std::string_view text);

}  // namespace cleartext::actors
