// A user agent that leaves its mail on the server (RFC 3501): logs in, says the lines of its errand one after the other,
// each with a tag of its own, and says goodbye. A line is IMAP as it stands in the RFC, without its tag.
//
//     [CAPABILITY, STARTTLS], LOGIN or AUTHENTICATE, line..., LOGOUT
//
// APPEND's letter is a literal: the server says when it may follow. IDLE waits until the server tells something, then
// says DONE.
#pragma once
#include <deque>
#include <optional>
#include <string>
#include <vector>

#include "servers/actors/imap_reader.h"
#include "servers/actors/log_in.h"
#include "servers/wire/conversation.h"

namespace cleartext::actors {

struct ImapErrand {
  struct Line {
    std::string text;          // "FETCH 1 BODY[2]"
    std::string literal = {};  // APPEND: the letter, CR LF ends
  };
  LogIn log_in;
  Tls tls = Tls::off;
  std::vector<Line> lines;
};

// A line of the errand and what the server told before it said that it was done.
struct ImapAnswer {
  std::string line;
  std::vector<ImapResponse> told;
  std::string outcome;  // "OK FETCH is done"
};

class ImapAgent final : public wire::Conversation {
 public:
  explicit ImapAgent(ImapErrand errand);
  wire::Output receive(std::string_view bytes) override;
  wire::Output secured() override;
  wire::Output timed_out() override;

  bool finished() const { return finished_; }  // every line was answered with OK, and LOGOUT too
  bool logged_in() const { return logged_in_; }
  const std::vector<ImapAnswer>& answers() const { return answers_; }
  const std::string& refusal() const { return refusal_; }  // the NO or BAD that ended it, or empty
  const std::string& why_not() const { return why_not_; }  // the agent's own reason to go away; empty: it had none

 private:
  enum class Stage { greeting, capabilities, start_tls, log_in, lines, goodbye };
  wire::Output heard(ImapResponse response);
  wire::Output completed(const ImapResponse& response);
  wire::Output go_on(const ImapResponse& request);  // "+ ..."
  wire::Output log_in();
  wire::Output next_line();
  wire::Output say(Stage next, const std::string& line);
  wire::Output plain(std::string verb, std::string bytes) const;
  wire::Output refuse(std::string why);
  wire::Output done_idling();
  bool is_idling() const { return stage_ == Stage::lines && idling_; }

  ImapErrand errand_;
  ImapReader reader_;
  Stage stage_ = Stage::greeting;
  int said_ = 0;  // tags
  std::string tag_;
  std::size_t at_ = 0;  // the line that comes next
  std::optional<sasl::Answers> proof_;
  std::vector<std::string> offers_;
  std::vector<ImapAnswer> answers_;
  std::string refusal_, why_not_;
  bool finished_ = false, logged_in_ = false, secure_ = false, idling_ = false;
};

}  // namespace cleartext::actors
