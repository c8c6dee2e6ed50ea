// USER and PASS (RFC 959, 4.1.1; RFC 1939, 7), APOP (RFC 1939, 7), IMAP's LOGIN (RFC 3501, 6.2.3), and SASL in
// SMTP's AUTH (RFC 4954), POP3's (RFC 5034) and IMAP's AUTHENTICATE (RFC 3501, 6.2.2).
#include "engine/findings/logins.h"

#include <algorithm>

#include "engine/dialogue/imap.h"
#include "servers/wire/command.h"

namespace cleartext::findings {

using dialogue::LineKind;
using dialogue::LineView;
using dialogue::Spoken;
using packet::Protocol;

namespace {

// RFC 4954, 6; RFC 959, 5.4.
bool tells_how_a_log_in_went(const LineView& answer) {
  if (answer.protocol == Protocol::smtp) return answer.code == "235" || answer.code == "535";
  return answer.protocol == Protocol::ftp && (answer.code == "230" || answer.code == "530");
}

}  // namespace

void Logins::hear(const Spoken& spoken) {
  if (spoken.line.from == wire::Side::client) {
    cut_.reset();
    if (spoken.cut && spoken.line.kind != LineKind::command) return cut_line(spoken);
  }
  switch (spoken.line.kind) {
    case LineKind::command: return command(spoken);
    case LineKind::greeting:
      if (greeting_.empty()) greeting_ = spoken.line.text;
      return;
    case LineKind::continuation:
      if (spoken.line.from == wire::Side::client && spoken.answers != nullptr && spoken.answers->verb == "LOGIN")
        imap_login(spoken);
      else if (spoken.line.from == wire::Side::client)
        exchange(spoken.line, spoken.line.text);
      else if (spoken.line.code == "+" && spoken.line.text.size() > 2)
        sasl_.challenge(spoken.line.text.substr(2));
      return;
    case LineKind::reply: return reply(spoken);
    case LineKind::data:
    case LineKind::invalid: return;
  }
}

// Another user may have been named meanwhile, or another way to log in begun.
void Logins::missed(wire::Side from) {
  if (from != wire::Side::client) return cut_.reset();
  user_.clear();
  user_said_ = false;
  sasl_.begin({}, 0);
}

std::size_t Logins::held() const {
  std::size_t sum = user_.capacity() + greeting_.capacity();
  for (const Open& each : open_) sum += size_of(each.credential);
  return sum;
}

void Logins::command(const Spoken& spoken) {
  const LineView& line = spoken.line;
  const dialogue::Asked& asked = *spoken.answers;
  if (line.protocol == Protocol::imap && line.verb == "LOGIN") return imap_login(spoken);
  if ((line.verb == "AUTH" && line.protocol != Protocol::ftp) || line.verb == "AUTHENTICATE") {
    const wire::CommandLine words = wire::split_command(asked.argument);
    sasl_.begin(words.verb, asked.position);
    if (!words.argument.empty()) exchange(line, words.argument);  // the initial response (RFC 4954, 4)
    return;
  }
  if (line.protocol == Protocol::smtp || line.protocol == Protocol::imap) return;
  if (line.verb == "USER") {
    user_ = asked.argument;
    user_said_ = true;
  } else if (line.verb == "PASS") {
    Credential found;
    found.mechanism = "USER/PASS";
    found.user = user_;
    found.names_user = user_said_;
    found.secret = line.text.size() > 5 ? std::string(line.text.substr(5)) : std::string();  // its spaces count
    report(line, asked.position, std::move(found));
  } else if (line.verb == "ACCT" && line.protocol == Protocol::ftp && asked_for_account_) {
    open_.push_back({asked.position, std::move(*asked_for_account_)});  // its answer is the log-in's (RFC 959, 4.1.1)
    asked_for_account_.reset();
  } else if (line.verb == "APOP" && line.protocol == Protocol::pop3) {
    Credential found;
    const std::size_t open = greeting_.rfind('<');
    found.mechanism = "APOP";
    const std::size_t space = asked.argument.rfind(' ');  // a name may have spaces, a digest has none
    found.user = asked.argument.substr(0, space);
    found.challenge = open == std::string::npos ? std::string() : greeting_.substr(open, greeting_.find('>', open) - open + 1);
    found.response = space == std::string::npos ? std::string() : asked.argument.substr(space + 1);
    report(line, asked.position, std::move(found));
  }
}

// With literals a log-in takes several lines; the last one makes it whole (RFC 3501, 6.2.3).
void Logins::imap_login(const Spoken& spoken) {
  if (!spoken.last) return;
  const std::vector<std::string> words = dialogue::imap_words(spoken.answers->argument, 2);
  if (words.size() < 2) return;
  Credential found;
  found.mechanism = "LOGIN";
  found.user = words[0];
  found.secret = words[1];
  report(spoken.line, spoken.answers->position, std::move(found));
}

// Its secret is what is missing, or a part of it; who logs in may be known.
void Logins::cut_line(const Spoken& spoken) {
  const LineView& line = spoken.line;
  Credential found;
  found.shows_secret = false;
  if (line.kind == LineKind::continuation && spoken.answers != nullptr && spoken.answers->verb == "LOGIN") {
    if (!read_cut_login(spoken.answers->argument, found)) return;  // what is cut was put there already
  } else if (line.kind == LineKind::continuation) {
    auto said = sasl_.cut_response(line.text);
    if (!said) return;
    found = std::move(*said);
  } else if (!read_cut_command(line.text, line, found)) {
    return;
  }
  const bool within = spoken.answers != nullptr && spoken.answers->verb == "LOGIN";
  if (!within) cut_ = line.position;
  report(line, within ? spoken.answers->position : line.position, std::move(found));
}

bool Logins::read_cut_login(const std::string& argument, Credential& found) {
  const std::vector<std::string> words = dialogue::imap_words(argument, 2);
  found.mechanism = "LOGIN";
  found.names_user = words.size() == 2;
  if (found.names_user) found.user = words[0];
  return !words.empty();
}

// False: it is no log-in, as far as it goes.
bool Logins::read_cut_command(std::string_view text, const LineView& line, Credential& found) {
  const bool imap = line.protocol == Protocol::imap;
  if (imap) text.remove_prefix(std::min(text.find(' ') + 1, text.size()));
  const wire::CommandLine command = wire::split_command(text);
  if (text.size() == command.verb.size()) return false;  // perhaps there is more of it
  if ((command.verb == "AUTH" && line.protocol != Protocol::ftp) || (command.verb == "AUTHENTICATE" && imap)) {
    const wire::CommandLine words = wire::split_command(command.argument);
    sasl_.begin(words.argument.empty() ? std::string_view() : std::string_view(words.verb), line.position);
    auto said = sasl_.cut_response(words.argument);
    if (said) found = std::move(*said);
    return said.has_value();
  }
  if (command.verb == "LOGIN" && imap) return read_cut_login(std::string(command.argument) + "?", found);
  found.mechanism = "USER/PASS";
  found.user = user_;
  found.names_user = user_said_;
  return command.verb == "PASS" && (line.protocol == Protocol::pop3 || line.protocol == Protocol::ftp);
}

void Logins::exchange(const LineView& line, std::string_view text) {
  if (auto found = sasl_.response(text)) report(line, sasl_.command(), std::move(*found));
}

void Logins::report(const LineView& line, std::uint64_t command, Credential credential) {
  credential.stream = line.stream;
  credential.protocol = line.protocol;
  credential.packet = line.packet;
  credential.decrypted = line.decrypted;
  credential.client = stream_.client;
  credential.server = stream_.server;
  credential.position = line.position;
  credential.length = line.length;
  listener_.credential(credential);
  if (open_.size() > most_open) open_.pop_front();
  open_.push_back({command, std::move(credential)});
}

void Logins::reply(const Spoken& spoken) {
  const LineView& line = spoken.line;
  if (line.code == "334" && line.text.size() > 4) sasl_.challenge(line.text.substr(4));
  if (line.code == "334" || !spoken.last) return;
  if (spoken.answers == nullptr) {
    if (cut_ && tells_how_a_log_in_went(line)) answered(*std::exchange(cut_, {}), line);
    return;
  }
  if (spoken.answers->position == sasl_.command()) sasl_.begin({}, 0);  // what the client says from here on is no answer
  answered(spoken.answers->position, line);
}

void Logins::answered(std::uint64_t command, const LineView& line) {
  const auto open = std::find_if(open_.begin(), open_.end(), [&](const Open& each) { return each.command == command; });
  if (open == open_.end()) return;
  Credential answered = std::move(open->credential);
  open_.erase(open);
  if (line.code == "332") {
    asked_for_account_ = std::make_unique<Credential>(std::move(answered));
    return;
  }
  answered.accepted = line.code == "+OK" || line.code == "OK" || line.code.front() == '2';
  answered.answer_packet = line.packet;
  listener_.credential(answered);
}

}  // namespace cleartext::findings
