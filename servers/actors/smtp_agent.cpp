#include "servers/actors/smtp_agent.h"

#include <fmt/format.h>

#include <algorithm>

#include "servers/mime/charset.h"
#include "servers/wire/command.h"

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

// RFC 3207, 4.2: what was offered before counts no more.
wire::Output SmtpAgent::secured() {
  secure_ = true;
  replies_.clear();
  offers_.clear();
  return hello();
}

wire::Output SmtpAgent::say(Stage next, std::string verb, std::string line) {
  stage_ = next;
  wire::Output output;
  output.bytes = std::move(line) + "\r\n";
  output.verb = std::move(verb);
  return output;
}

wire::Output SmtpAgent::goodbye() { return say(Stage::goodbye, "QUIT", "QUIT"); }

wire::Output SmtpAgent::refuse(std::string why) {
  why_not_ = std::move(why);
  return goodbye();
}

wire::Output SmtpAgent::answer(const Reply& reply) {
  if (stage_ == Stage::goodbye) return {{}, {wire::Close{}}, {}};
  last_ = reply;
  switch (stage_) {
    case Stage::hello: return hello_answered(reply);
    case Stage::start_tls: return tls_answered(reply);
    case Stage::log_in: return log_in_answered(reply);
    case Stage::recipient: return recipient_answered(reply);
    case Stage::greeting:
    case Stage::old_hello:
    case Stage::sender:
    case Stage::data:
    case Stage::dot:
    case Stage::goodbye: break;
  }
  if (!reply.good()) return goodbye();
  if (stage_ == Stage::greeting) return hello();
  if (stage_ == Stage::old_hello) return greeted();
  if (stage_ == Stage::data) return letter();
  if (stage_ == Stage::sender && !delivery_.envelope.to.empty())
    return say(Stage::recipient, "RCPT", fmt::format("RCPT TO:<{}>", delivery_.envelope.to[asked_++]));
  taken_ = stage_ == Stage::dot && reply.code == 250;
  return goodbye();
}

bool SmtpAgent::needs_extensions() const {
  return delivery_.tls != Tls::off || delivery_.log_in.how != LogIn::How::nothing || !delivery_.eight_bit.empty() ||
         !mime::is_ascii(delivery_.letter) || needs_utf8();
}

bool SmtpAgent::needs_utf8() const {
  const auto& [from, to, utf8] = delivery_.envelope;
  const auto header = std::string_view(delivery_.letter).substr(0, delivery_.letter.find("\r\n\r\n"));
  return utf8 && !(mime::is_ascii(from) && mime::is_ascii(header) && std::ranges::all_of(to, mime::is_ascii));
}

wire::Output SmtpAgent::hello() {
  if (needs_extensions()) return say(Stage::hello, "EHLO", "EHLO " + delivery_.hello);
  return say(Stage::old_hello, "HELO", "HELO " + delivery_.hello);
}

const std::string* SmtpAgent::offered(std::string_view word) const {
  const auto found = std::ranges::find_if(offers_, [word](const auto& line) { return wire::split_command(line).verb == word; });
  return found == offers_.end() ? nullptr : &*found;
}

// RFC 5321, 4.1.1.1
wire::Output SmtpAgent::hello_answered(const Reply& reply) {
  if (reply.permanent()) return say(Stage::old_hello, "HELO", "HELO " + delivery_.hello);  // a server of before 1995
  if (!reply.good()) return goodbye();
  offers_ = reply.before;
  offers_.push_back(reply.text);
  return greeted();
}

wire::Output SmtpAgent::greeted() {
  const bool wanted = delivery_.tls == Tls::offered || delivery_.tls == Tls::required;  // and not from the start
  if (!wanted || secure_) return log_in();
  if (offered("STARTTLS") != nullptr) return say(Stage::start_tls, "STARTTLS", "STARTTLS");
  if (delivery_.tls == Tls::required) return refuse(no_tls_sentence("STARTTLS"));
  return log_in();
}

// RFC 3207, 4
wire::Output SmtpAgent::tls_answered(const Reply& reply) {
  if (reply.code == 220) return {{}, {wire::StartTls{}}, {}};
  if (delivery_.tls == Tls::required) return refuse(no_tls_sentence("STARTTLS"));
  return log_in();
}

// RFC 4954, 4
wire::Output SmtpAgent::log_in() {
  const auto how = mechanism(delivery_.log_in.how);
  if (!how) return sender();
  const auto word = sasl::name(*how);
  const auto* known = offered("AUTH");
  if (known == nullptr || known->find(word) == std::string::npos) return refuse(fmt::format("The server does not offer AUTH {}.", word));
  proof_.emplace(*how, delivery_.log_in.user, delivery_.log_in.password);
  const auto first = proof_->unasked();
  return say(Stage::log_in, "AUTH", first ? fmt::format("AUTH {} {}", word, *first) : fmt::format("AUTH {}", word));
}

wire::Output SmtpAgent::log_in_answered(const Reply& reply) {
  if (reply.code == 334) return say(Stage::log_in, "answer", proof_->answer(reply.text));
  return reply.good() ? sender() : goodbye();
}

const std::string& SmtpAgent::chosen_letter() const {
  return !delivery_.eight_bit.empty() && offered("8BITMIME") != nullptr ? delivery_.eight_bit : delivery_.letter;
}

// What a server does not offer is not asked of it: the letter goes back instead (RFC 6531, 3.2; RFC 6152, 3).
wire::Output SmtpAgent::sender() {
  auto line = fmt::format("MAIL FROM:<{}>", delivery_.envelope.from);
  const auto& said = chosen_letter();
  const bool eight_bit = !mime::is_ascii(said), utf8 = needs_utf8();
  if (utf8 && offered("SMTPUTF8") == nullptr) {
    unfit_ = "5.6.7 The next server does not offer SMTPUTF8, and takes no such letters in addresses";
  } else if (eight_bit && offered("8BITMIME") == nullptr) {
    unfit_ = "5.6.3 The next server does not offer 8BITMIME, and takes no letters beyond ASCII";
  }
  if (!unfit_.empty()) return refuse(unfit_);
  if (offered("SIZE") != nullptr) line += fmt::format(" SIZE={}", said.size());  // RFC 1870, 6
  if (eight_bit) line += " BODY=8BITMIME";
  if (utf8) line += " SMTPUTF8";
  return say(Stage::sender, "MAIL", line);
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

// The letter and the dot that ends it pass the gate one after the other.
wire::Output SmtpAgent::letter() {
  stage_ = Stage::dot;
  wire::Output output;
  output.bytes = stuff_dots(chosen_letter());
  output.verb = "letter";
  output.then = std::make_shared<wire::Output>(wire::Output{".\r\n", {}, "dot", nullptr});
  return output;
}

}  // namespace cleartext::actors
