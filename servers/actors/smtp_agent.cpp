#include "servers/actors/smtp_agent.h"

#include <fmt/format.h>

namespace cleartext::actors {

std::string stuff_dots(std::string_view letter) {
  std::string out;
  out.reserve(letter.size() + 64);
  while (!letter.empty()) {
    const auto end = letter.find('\n');
    const auto line = letter.substr(0, end == std::string_view::npos ? letter.size() : end + 1);
    if (line.front() == '.') out += '.';
    out += line;
    letter.remove_prefix(line.size());
  }
  if (!out.ends_with("\r\n")) out += "\r\n";
  return out;
}

SmtpAgent::SmtpAgent(Delivery delivery) : delivery_(std::move(delivery)) {}

wire::Output SmtpAgent::receive(std::string_view bytes) {
  // One command, one reply: whatever a server says beyond that is read when its turn comes.
  while (auto reply = replies_.next(bytes)) {
    auto output = answer(*reply);
    if (!output.bytes.empty() || !output.effects.empty()) return output;
  }
  return {};
}

wire::Output SmtpAgent::say(Stage next, std::string verb, std::string line) {
  stage_ = next;
  wire::Output output;
  output.bytes = std::move(line) + "\r\n";
  output.verb = std::move(verb);
  return output;
}

wire::Output SmtpAgent::goodbye() { return say(Stage::goodbye, "QUIT", "QUIT"); }

wire::Output SmtpAgent::answer(const Reply& reply) {
  if (stage_ == Stage::goodbye) return {{}, {wire::Close{}}, {}};
  last_ = reply;
  if (stage_ == Stage::recipient) return recipient_answered(reply);
  if (!reply.good()) return goodbye();
  switch (stage_) {
    case Stage::greeting: return say(Stage::hello, "HELO", "HELO " + delivery_.hello);
    case Stage::hello: return say(Stage::sender, "MAIL", fmt::format("MAIL FROM:<{}>", delivery_.envelope.from));
    case Stage::sender:
      if (delivery_.envelope.to.empty()) return goodbye();
      return say(Stage::recipient, "RCPT", fmt::format("RCPT TO:<{}>", delivery_.envelope.to[asked_++]));
    case Stage::data: {
      // The letter and the dot that ends it pass the gate one after the other.
      stage_ = Stage::dot;
      wire::Output output;
      output.bytes = stuff_dots(delivery_.letter);
      output.verb = "letter";
      output.then = std::make_shared<wire::Output>(wire::Output{".\r\n", {}, "dot", nullptr});
      return output;
    }
    case Stage::dot: taken_ = reply.code == 250; return goodbye();
    case Stage::recipient:
    case Stage::goodbye: break;
  }
  return goodbye();
}

wire::Output SmtpAgent::recipient_answered(const Reply& reply) {
  if (reply.good()) {
    ++accepted_;
  } else {
    refused_.push_back({delivery_.envelope.to[asked_ - 1], reply});
  }
  if (asked_ < delivery_.envelope.to.size()) {
    return say(Stage::recipient, "RCPT", fmt::format("RCPT TO:<{}>", delivery_.envelope.to[asked_++]));
  }
  if (accepted_ == 0) return goodbye();
  return say(Stage::data, "DATA", "DATA");
}

}  // namespace cleartext::actors
