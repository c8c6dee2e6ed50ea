// Bob's user agent picks up his mail (RFC 1939): logs in, LIST, then RETR and DELE for each, QUIT.
//
//     [CAPA, STLS], USER and PASS or APOP or AUTH, LIST, [UIDL], RETR or TOP..., [DELE]..., QUIT or the line is cut
#pragma once
#include <optional>
#include <string>
#include <vector>

#include "servers/actors/log_in.h"
#include "servers/wire/conversation.h"
#include "servers/wire/line_splitter.h"

namespace cleartext::actors {

struct Pop3Errand {
  LogIn log_in;
  Tls tls = Tls::off;
  enum class What { letters, headers, list } what = What::letters;  // RETR; TOP n 0; nothing but the list
  enum class After { remove, leave } after = After::remove;         // leave: with UIDL, as programs do that know letters again
  enum class Ending { quit, cut } ending = Ending::quit;            // cut: the connection breaks before QUIT
};

class Pop3Agent final : public wire::Conversation {
 public:
  explicit Pop3Agent(Pop3Errand errand) : errand_(std::move(errand)) {}
  wire::Output receive(std::string_view bytes) override;
  wire::Output secured() override;

  bool finished() const { return finished_; }                         // logged in, fetched all, and ended as it should
  const std::vector<std::string>& mails() const { return mails_; }    // CR LF ends, dots unstuffed
  const std::vector<std::string>& listed() const { return listed_; }  // LIST's lines, "1 512"
  const std::vector<std::string>& unique() const { return unique_; }  // UIDL's lines, "1 QhdPYR"
  const std::string& refusal() const { return refusal_; }             // the -ERR that ended it, or empty
  const std::string& why_not() const { return why_not_; }             // the agent's own reason to go away; empty: it had none

 private:
  enum class Stage { greeting, capabilities, start_tls, user, password, digest, sasl, list, unique, letter, remove, goodbye };
  wire::Output line(std::string_view text);
  wire::Output whole();  // the list or letter that was asked for is here
  wire::Output answered(std::string_view text);
  wire::Output refused(std::string_view text);
  wire::Output begin();
  wire::Output log_in();
  wire::Output next_mail();
  wire::Output fetched();
  wire::Output say(Stage next, std::string verb, std::string line);
  wire::Output refuse(std::string why);
  wire::Output end();
  bool wants_tls() const { return !secure_ && (errand_.tls == Tls::offered || errand_.tls == Tls::required); }

  Pop3Errand errand_;
  wire::LineSplitter lines_{1 << 20};
  Stage stage_ = Stage::greeting;
  bool inside_ = false;    // a list or letter, until its dot
  std::string timestamp_;  // of the greeting, for APOP
  std::optional<sasl::Answers> proof_;
  std::vector<std::string> offers_, listed_, unique_, mails_;
  std::size_t at_ = 0;  // the letter that is fetched
  std::string refusal_, why_not_;
  bool finished_ = false, secure_ = false;
};

}  // namespace cleartext::actors
