#include "servers/actors/pop3_agent.h"

namespace cleartext::actors {

Pop3Agent::Pop3Agent(std::string user, std::string password) : user_(std::move(user)), password_(std::move(password)) {}

wire::Output Pop3Agent::receive(std::string_view bytes) {
  wire::Line next;
  while (lines_.next(bytes, next)) {
    auto output = line(next.text);
    if (!output.bytes.empty() || !output.effects.empty()) return output;
  }
  return {};
}

wire::Output Pop3Agent::say(Stage next, std::string verb, std::string line) {
  stage_ = next;
  wire::Output output;
  output.bytes = std::move(line) + "\r\n";
  output.verb = std::move(verb);
  return output;
}

wire::Output Pop3Agent::line(std::string_view text) {
  const bool multi_line = stage_ == Stage::listing || stage_ == Stage::letter;
  if (!multi_line) {
    if (text.starts_with("+OK")) return answered();
    if (stage_ == Stage::goodbye) return {{}, {wire::Close{}}, {}, nullptr};
    refusal_ = text;
    return say(Stage::goodbye, "QUIT", "QUIT");
  }
  if (text == ".") {
    if (stage_ == Stage::listing) return next_mail();
    return say(Stage::remove, "DELE", "DELE " + numbers_[at_]);
  }
  if (text.starts_with('.')) text.remove_prefix(1);  // RFC 1939, 3
  if (stage_ == Stage::letter) {
    mails_.back().append(text).append("\r\n");
  } else {
    numbers_.emplace_back(text.substr(0, text.find(' ')));
  }
  return {};
}

// +OK to what was said last.
wire::Output Pop3Agent::answered() {
  switch (stage_) {
    case Stage::greeting: return say(Stage::user, "USER", "USER " + user_);
    case Stage::user: return say(Stage::password, "PASS", "PASS " + password_);
    case Stage::password: return say(Stage::list, "LIST", "LIST");
    case Stage::list: stage_ = Stage::listing; return {};
    case Stage::retrieve:
      stage_ = Stage::letter;
      mails_.emplace_back();
      return {};
    case Stage::remove: ++at_; return next_mail();
    case Stage::goodbye: finished_ = refusal_.empty(); return {{}, {wire::Close{}}, {}, nullptr};
    case Stage::listing:
    case Stage::letter: break;
  }
  return {};
}

wire::Output Pop3Agent::next_mail() {
  if (at_ == numbers_.size()) return say(Stage::goodbye, "QUIT", "QUIT");
  return say(Stage::retrieve, "RETR", "RETR " + numbers_[at_]);
}

}  // namespace cleartext::actors
