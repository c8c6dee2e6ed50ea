#include "servers/actors/smtp_agent.h"

#include <fmt/format.h>

#include <algorithm>

#include "servers/mime/charset.h"
#include "servers/wire/command.h"

namespace cleartext::actors {

namespace {

// RFC 5321, 4.1.1.1: a keyword a line, and what belongs to it behind a space.
bool offers(const Reply& hello, std::string_view keyword) {
  const auto says = [keyword](std::string_view line) { return wire::same_word(line.substr(0, line.find(' ')), keyword); };
  return says(hello.text) || std::any_of(hello.before.begin(), hello.before.end(), says);
}

bool needs_utf8(const Delivery& delivery) {
  const auto& to = delivery.envelope.to;
  const auto header = std::string_view(delivery.letter).substr(0, delivery.letter.find("\r\n\r\n"));
  return delivery.envelope.utf8 && !(mime::is_ascii(delivery.envelope.from) && mime::is_ascii(header) && std::all_of(to.begin(), to.end(), mime::is_ascii));
}

}  // namespace

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

SmtpAgent::SmtpAgent(Delivery delivery)
    : delivery_(std::move(delivery)), eight_bit_(!mime::is_ascii(delivery_.letter)), utf8_(needs_utf8(delivery_)) {}

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
    case Stage::greeting:
      if (eight_bit_ || utf8_) return say(Stage::extended_hello, "EHLO", "EHLO " + delivery_.hello);
      return say(Stage::hello, "HELO", "HELO " + delivery_.hello);
    case Stage::extended_hello: return extensions_told(reply);
    case Stage::hello: return name_sender();
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

// What a server does not offer is not asked of it: the letter goes back instead (RFC 6531, 3.2; RFC 6152, 3).
wire::Output SmtpAgent::extensions_told(const Reply& reply) {
  if (utf8_ && !offers(reply, "SMTPUTF8")) {
    unfit_ = "5.6.7 The next server does not offer SMTPUTF8, and takes no such letters in addresses";
  } else if (eight_bit_ && !offers(reply, "8BITMIME")) {
    unfit_ = "5.6.3 The next server does not offer 8BITMIME, and takes no letters beyond ASCII";
  }
  if (!unfit_.empty()) return goodbye();
  if (eight_bit_) parameters_ += " BODY=8BITMIME";
  if (utf8_) parameters_ += " SMTPUTF8";
  return name_sender();
}

wire::Output SmtpAgent::name_sender() {
  return say(Stage::sender, "MAIL", fmt::format("MAIL FROM:<{}>{}", delivery_.envelope.from, parameters_));
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
