#include "servers/actors/imap_agent.h"

#include <fmt/format.h>

#include <algorithm>

#include "servers/wire/command.h"
#include "servers/wire/syntax.h"

namespace cleartext::actors {
namespace {

// RFC 3501, 9: an atom as it is, anything else between quotes.
std::string quoted(const std::string& text) {
  const bool atom = !text.empty() && std::ranges::all_of(text, [](char c) {
    return wire::is_letter_or_digit(c) || std::string_view("@.-_+").find(c) != std::string_view::npos;
  });
  if (atom) return text;
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += c;
  }
  return out + '"';
}

bool is_ok(const ImapResponse& response) { return wire::split_command(response.rest()).verb == "OK"; }

}  // namespace

ImapAgent::ImapAgent(ImapErrand errand) : errand_(std::move(errand)), secure_(errand_.tls == Tls::from_start) {}

wire::Output ImapAgent::receive(std::string_view bytes) {
  while (auto response = reader_.next(bytes)) {
    auto output = heard(std::move(*response));
    if (!output.bytes.empty() || !output.effects.empty()) return output;
  }
  if (!reader_.too_much()) return {};
  why_not_ = "The server said more than this program keeps.";
  return {{}, {wire::Abort{}}, {}, nullptr};
}

// RFC 3501, 6.2.1: what was offered before counts no more.
wire::Output ImapAgent::secured() {
  secure_ = true;
  reader_.clear();
  return log_in();
}

wire::Output ImapAgent::timed_out() {
  if (is_idling()) return done_idling();
  return {{}, {wire::Close{}}, {}, nullptr};
}

wire::Output ImapAgent::plain(std::string verb, std::string bytes) const {
  wire::Output output;
  output.bytes = std::move(bytes) + "\r\n";
  output.verb = std::move(verb);
  return output;
}

wire::Output ImapAgent::say(Stage next, const std::string& line) {
  stage_ = next;
  tag_ = fmt::format("a{}", ++said_);
  return plain(wire::split_command(line).verb, fmt::format("{} {}", tag_, line));
}

wire::Output ImapAgent::refuse(std::string why) {
  why_not_ = std::move(why);
  return say(Stage::goodbye, "LOGOUT");
}

wire::Output ImapAgent::heard(ImapResponse response) {
  if (response.tag() == "+") return go_on(response);
  if (!tag_.empty() && response.tag() == tag_) return completed(response);
  if (stage_ == Stage::greeting) {
    const bool wants_tls = errand_.tls == Tls::offered || errand_.tls == Tls::required;
    if (is_ok(response)) return wants_tls ? say(Stage::capabilities, "CAPABILITY") : log_in();
    refusal_ = response.text;
    return {{}, {wire::Close{}}, {}, nullptr};
  }
  if (stage_ == Stage::capabilities) offers_.push_back(response.text);
  if (stage_ != Stage::lines) return {};
  answers_.back().told.push_back(std::move(response));
  return is_idling() ? done_idling() : wire::Output{};
}

wire::Output ImapAgent::completed(const ImapResponse& response) {
  const bool good = is_ok(response);
  switch (stage_) {
    case Stage::capabilities:
      if (good && std::ranges::any_of(offers_, [](const auto& line) { return line.find(" STARTTLS") != std::string::npos; }))
        return say(Stage::start_tls, "STARTTLS");
      return errand_.tls == Tls::required ? refuse(no_tls_sentence("STARTTLS")) : log_in();
    case Stage::start_tls:
      if (good) return {{}, {wire::StartTls{}}, {}, nullptr};
      return errand_.tls == Tls::required ? refuse(no_tls_sentence("STARTTLS")) : log_in();
    case Stage::log_in: logged_in_ = good; break;
    case Stage::lines: answers_.back().outcome = response.rest(); break;
    case Stage::goodbye: finished_ = good && refusal_.empty() && why_not_.empty(); return {{}, {wire::Close{}}, {}, nullptr};
    case Stage::greeting: break;
  }
  if (good) return next_line();
  refusal_ = response.rest();
  return say(Stage::goodbye, "LOGOUT");
}

// RFC 3501, 7.5
wire::Output ImapAgent::go_on(const ImapResponse& request) {
  if (stage_ == Stage::log_in && proof_) return plain("answer", proof_->answer(request.rest()));
  if (stage_ != Stage::lines) return {};
  const auto& line = errand_.lines[at_ - 1];
  if (!line.literal.empty()) return plain("letter", line.literal);
  idling_ = wire::same_word(line.text, "IDLE");  // RFC 2177, 3
  return idling_ && !answers_.back().told.empty() ? done_idling() : wire::Output{};
}

wire::Output ImapAgent::done_idling() {
  idling_ = false;
  return plain("DONE", "DONE");
}

wire::Output ImapAgent::log_in() {
  const auto& [user, password, how] = errand_.log_in;
  const auto by_sasl = mechanism(how);
  if (!by_sasl) return say(Stage::log_in, fmt::format("LOGIN {} {}", quoted(user), quoted(password)));
  proof_.emplace(*by_sasl, user, password);
  return say(Stage::log_in, fmt::format("AUTHENTICATE {}", sasl::name(*by_sasl)));
}

wire::Output ImapAgent::next_line() {
  if (at_ == errand_.lines.size()) return say(Stage::goodbye, "LOGOUT");
  const auto& line = errand_.lines[at_++];
  answers_.push_back({line.text, {}, {}});
  return say(Stage::lines, line.literal.empty() ? line.text : fmt::format("{} {{{}}}", line.text, line.literal.size()));
}

}  // namespace cleartext::actors
