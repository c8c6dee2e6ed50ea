// Bob's user agent picks up his mail (RFC 1939): USER, PASS, LIST, then RETR and DELE for each, QUIT.
#pragma once
#include <string>
#include <vector>

#include "servers/wire/conversation.h"
#include "servers/wire/line_splitter.h"

namespace cleartext::actors {

class Pop3Agent final : public wire::Conversation {
 public:
  Pop3Agent(std::string user, std::string password);
  wire::Output receive(std::string_view bytes) override;

  bool finished() const { return finished_; }           // logged in, fetched all, +OK to QUIT
  const std::vector<std::string>& mails() const { return mails_; }  // CR LF ends, dots unstuffed
  const std::string& refusal() const { return refusal_; }           // the -ERR that ended it, or empty

 private:
  enum class Stage { greeting, user, password, list, listing, retrieve, letter, remove, goodbye };
  wire::Output line(std::string_view text);
  wire::Output answered();
  wire::Output next_mail();
  wire::Output say(Stage next, std::string verb, std::string line);

  std::string user_, password_;
  wire::LineSplitter lines_{1 << 20};
  Stage stage_ = Stage::greeting;
  std::vector<std::string> numbers_;                    // still to fetch
  std::size_t at_ = 0;
  std::vector<std::string> mails_;
  std::string refusal_;
  bool finished_ = false;
};

}  // namespace cleartext::actors
