#include "servers/actors/pop3_agent.h"

#include <fmt/format.h>

#include <algorithm>

#include "servers/sasl/exchange.h"
#include "servers/wire/command.h"

namespace cleartext::actors {
namespace {

// RFC 1939, 7: "+OK POP3 server ready <1896.697170952@mail.crepes.fr>"
std::string timestamp_in(std::string_view greeting) {
  const auto open = greeting.find('<'), close = greeting.find('>', open);
  if (open == greeting.npos || close == greeting.npos) return {};
  return std::string(greeting.substr(open, close - open + 1));
}

}  // namespace

wire::Output Pop3Agent::receive(std::string_view bytes) {
  wire::Line next;
  while (lines_.next(bytes, next)) {
    auto output = line(next.text);
    if (!output.bytes.empty() || !output.effects.empty()) return output;
  }
  return {};
}

// RFC 2595, 4: what was offered before counts no more.
wire::Output Pop3Agent::secured() {
  secure_ = true;
  lines_.clear();
  offers_.clear();
  return log_in();
}

wire::Output Pop3Agent::say(Stage next, std::string verb, std::string line) {
  stage_ = next;
  wire::Output output;
  output.bytes = std::move(line) + "\r\n";
  output.verb = std::move(verb);
  return output;
}

wire::Output Pop3Agent::refuse(std::string why) {
  why_not_ = std::move(why);
  return say(Stage::goodbye, "QUIT", "QUIT");
}

// What is marked is deleted at QUIT only (RFC 1939, 6): who cuts the line finds it all again.
wire::Output Pop3Agent::end() {
  if (errand_.ending == Pop3Errand::Ending::quit) return say(Stage::goodbye, "QUIT", "QUIT");
  finished_ = true;
  stage_ = Stage::goodbye;
  return {{}, {wire::Abort{}}, "cut", nullptr};
}

wire::Output Pop3Agent::line(std::string_view text) {
  if (!inside_) {
    if (text.starts_with("+OK")) return answered(text);
    if (stage_ == Stage::sasl && text.starts_with("+ ")) return say(Stage::sasl, "answer", proof_->answer(text.substr(2)));
    return refused(text);
  }
  if (text == ".") {
    inside_ = false;
    return whole();
  }
  if (text.starts_with('.')) text.remove_prefix(1);  // RFC 1939, 3
  if (stage_ == Stage::letter) {
    mails_.back().append(text).append("\r\n");
  } else {
    auto& list = stage_ == Stage::capabilities ? offers_ : stage_ == Stage::list ? listed_ : unique_;
    list.emplace_back(text);
  }
  return {};
}

wire::Output Pop3Agent::refused(std::string_view text) {
  if (stage_ == Stage::goodbye) return {{}, {wire::Close{}}, {}, nullptr};
  const bool about_tls = stage_ == Stage::capabilities || stage_ == Stage::start_tls;
  if (about_tls && errand_.tls == Tls::required) return refuse(no_tls_sentence("STLS"));
  if (about_tls) return log_in();
  refusal_ = text;
  return say(Stage::goodbye, "QUIT", "QUIT");
}

// +OK to what was said last.
wire::Output Pop3Agent::answered(std::string_view text) {
  switch (stage_) {
    case Stage::greeting: timestamp_ = timestamp_in(text); return begin();
    case Stage::start_tls: return {{}, {wire::StartTls{}}, {}, nullptr};
    case Stage::user: return say(Stage::password, "PASS", "PASS " + errand_.log_in.password);
    case Stage::password:
    case Stage::digest:
    case Stage::sasl: return say(Stage::list, "LIST", "LIST");
    case Stage::letter: mails_.emplace_back(); [[fallthrough]];
    case Stage::capabilities:
    case Stage::list:
    case Stage::unique: inside_ = true; return {};
    case Stage::remove: ++at_; return next_mail();
    case Stage::goodbye: finished_ = refusal_.empty() && why_not_.empty(); return {{}, {wire::Close{}}, {}, nullptr};
  }
  return {};
}

wire::Output Pop3Agent::whole() {
  if (stage_ == Stage::capabilities) {
    if (std::ranges::find(offers_, "STLS") != offers_.end()) return say(Stage::start_tls, "STLS", "STLS");
    return errand_.tls == Tls::required ? refuse(no_tls_sentence("STLS")) : log_in();
  }
  if (stage_ == Stage::letter) return fetched();
  if (stage_ == Stage::list && errand_.after == Pop3Errand::After::leave) return say(Stage::unique, "UIDL", "UIDL");
  return next_mail();
}

wire::Output Pop3Agent::begin() {
  secure_ = errand_.tls == Tls::from_start;
  return wants_tls() ? say(Stage::capabilities, "CAPA", "CAPA") : log_in();
}

wire::Output Pop3Agent::log_in() {
  const auto& [user, password, how] = errand_.log_in;
  if (how == LogIn::How::apop) {  // RFC 1939, 7
    if (timestamp_.empty())
      return refuse("The server's greeting has no timestamp, so there is nothing to make a digest of: it does not know APOP.");
    return say(Stage::digest, "APOP", fmt::format("APOP {} {}", user, sasl::digest_hex(timestamp_ + password)));
  }
  const auto by_sasl = mechanism(how);
  if (!by_sasl) return say(Stage::user, "USER", "USER " + user);
  proof_.emplace(*by_sasl, user, password);  // RFC 5034, 4
  const auto first = proof_->unasked();
  const auto word = sasl::name(*by_sasl);
  return say(Stage::sasl, "AUTH", first ? fmt::format("AUTH {} {}", word, *first) : fmt::format("AUTH {}", word));
}

wire::Output Pop3Agent::next_mail() {
  if (at_ == listed_.size() || errand_.what == Pop3Errand::What::list) return end();
  const auto number = std::string_view(listed_[at_]).substr(0, listed_[at_].find(' '));
  if (errand_.what == Pop3Errand::What::headers) return say(Stage::letter, "TOP", fmt::format("TOP {} 0", number));
  return say(Stage::letter, "RETR", fmt::format("RETR {}", number));
}

wire::Output Pop3Agent::fetched() {
  const bool removes = errand_.what == Pop3Errand::What::letters && errand_.after == Pop3Errand::After::remove;
  if (!removes) {
    ++at_;
    return next_mail();
  }
  return say(Stage::remove, "DELE", "DELE " + listed_[at_].substr(0, listed_[at_].find(' ')));
}

}  // namespace cleartext::actors
