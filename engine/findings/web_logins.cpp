// 401, 403 and 407 refuse. A form is taken to be accepted when the answer leads elsewhere and sets a cookie:
// HTTP itself does not say.
#include "engine/findings/web_logins.h"

#include <algorithm>
#include <array>

#include "engine/dialogue/http.h"
#include "engine/findings/decode.h"
#include "engine/findings/header.h"
#include "engine/findings/pages.h"

namespace cleartext::findings {

using dialogue::LineKind;
using dialogue::LineView;
using wire::Side;

namespace {

std::string lower(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c | 0x20);
  return out;
}

template <std::size_t N>
bool is_among(const std::array<std::string_view, N>& names, std::string_view name) {
  return std::find(names.begin(), names.end(), name) != names.end();
}

bool names_a_password(const std::string& name) {
  static constexpr std::array<std::string_view, 8> names = {"pw", "pwd", "pass", "secret", "passwort", "passwd", "kennwort", "pin"};
  return is_among(names, name) || name.find("password") != std::string::npos || name.find("passwd") != std::string::npos ||
         name.ends_with("_pass") || name.ends_with("_pw");
}

bool names_a_user(const std::string& name) {
  static constexpr std::array<std::string_view, 14> names = {"user", "username", "login", "email", "mail", "uid", "name",
                                                            "user_name", "userid", "user_id", "log", "account", "benutzer", "nick"};
  return is_among(names, name) || name.find("user") != std::string::npos || name.find("login") != std::string::npos ||
         name.find("email") != std::string::npos;
}

// The value of `name` in 'username="bob", nonce="x"'.
std::string parameter(std::string_view text, std::string_view name) {
  const Value value = parse_value("x; " + [&] {
    std::string joined(text);
    bool quoted = false;
    for (char& c : joined) {
      if (c == '"') quoted = !quoted;
      if (c == ',' && !quoted) c = ';';
    }
    return joined;
  }());
  const auto found = value.parameters.find(std::string(name));
  return found == value.parameters.end() ? std::string() : found->second;
}

}  // namespace

void WebLogins::hear(const dialogue::Spoken& spoken) {
  if (spoken.line.kind == LineKind::command) return request(spoken);
  if (spoken.line.kind == LineKind::reply) {
    status_ = spoken.line.code;
    sets_cookie_ = false;
    return;
  }
  if (spoken.line.kind != LineKind::continuation) return;
  if (spoken.line.from == Side::client) return header(spoken);
  const dialogue::HeaderLine field = dialogue::split_header(spoken.line.text);
  if (field.name == "set-cookie") sets_cookie_ = true;
  if (spoken.line.text.empty() && spoken.last) answer(spoken);
}

void WebLogins::request(const dialogue::Spoken& spoken) {
  request_ = spoken.line.position;
  is_form_ = false;
  in_header_ = true;
  const std::string& target = spoken.answers->argument;
  if (const std::size_t query = target.find('?'); query != std::string::npos)
    form(std::string_view(target).substr(query + 1, target.find_first_of(" #", query) - query - 1), spoken.line);
}

void WebLogins::header(const dialogue::Spoken& spoken) {
  if (!in_header_) return;
  in_header_ = !spoken.line.text.empty();
  const dialogue::HeaderLine field = dialogue::split_header(spoken.line.text);
  if (field.name == "content-type") is_form_ = lower(field.value).starts_with("application/x-www-form-urlencoded");
  if (field.name == "authorization" || field.name == "proxy-authorization") authorization(spoken.line, field.value);
}

void WebLogins::authorization(const LineView& line, std::string_view value) {
  const std::string scheme = lower(value.substr(0, value.find(' ')));
  value.remove_prefix(std::min(scheme.size() + 1, value.size()));
  Credential found;
  if (scheme == "basic") {
    const std::string said = decode_base64(value);
    const std::size_t colon = said.find(':');
    if (colon == std::string::npos) return;
    found.mechanism = "Basic";
    found.encoded = true;
    found.user = said.substr(0, colon);
    found.secret = said.substr(colon + 1);
  } else if (scheme == "digest") {
    found.mechanism = "Digest";
    found.user = parameter(value, "username");
    found.challenge = parameter(value, "nonce");
    found.response = parameter(value, "response");
    if (found.response.empty()) return;
  } else {
    return;
  }
  report(line, std::move(found));
}

void WebLogins::form(std::string_view text, const LineView& line) {
  Credential found;
  found.mechanism = "form";
  bool has_password = false, has_user = false;
  for (auto& [name, value] : form_fields(text)) {
    const std::string plain = lower(name);
    if (!has_password && names_a_password(plain)) {
      has_password = true;
      found.secret = std::move(value);
    } else if (!has_user && names_a_user(plain)) {
      has_user = true;
      found.user = std::move(value);
    }
  }
  if (has_password && (has_user || !found.secret.empty())) report(line, std::move(found));
}

void WebLogins::content(const dialogue::Content& piece) {
  if (piece.from != Side::client || !is_form_) return;
  if (form_.empty()) {
    form_line_ = {};
    form_line_.stream = piece.stream;
    form_line_.protocol = piece.protocol;
    form_line_.position = piece.position;
    form_line_.decrypted = piece.decrypted;
  }
  form_line_.packet = piece.packet;
  if (form_.size() + piece.bytes.size() <= longest_form) form_ += piece.bytes;
}

void WebLogins::content_ended(const dialogue::Content& end) {
  if (end.from != Side::client || form_.empty()) return;
  form_line_.length = static_cast<std::uint32_t>(form_.size());
  form(form_, form_line_);
  form_.clear();
  is_form_ = false;
}

void WebLogins::report(const LineView& line, Credential credential) {
  credential.stream = line.stream;
  credential.protocol = line.protocol;
  credential.packet = line.packet;
  credential.client = stream_.client;
  credential.server = stream_.server;
  credential.position = line.position;
  credential.length = line.length;
  credential.decrypted = line.decrypted;
  const bool again = credential.mechanism == last_.mechanism && credential.user == last_.user &&
                     credential.secret == last_.secret && credential.mechanism == "Basic";
  last_ = credential;
  if (!again) listener_.credential(credential);
  if (open_.size() > most_open) open_.pop_front();
  open_.push_back({request_, again, std::move(credential)});
}

void WebLogins::answer(const dialogue::Spoken& spoken) {
  if (status_.starts_with('1') || spoken.answers == nullptr) return;
  const auto open = std::find_if(open_.begin(), open_.end(),
                                 [&](const Open& each) { return each.request == spoken.answers->position; });
  if (open == open_.end()) return;
  Credential answered = std::move(open->credential);
  const bool again = open->again;
  open_.erase(open);
  const bool refused = status_ == "401" || status_ == "403" || status_ == "407";
  const bool good = status_.starts_with('2') || status_.starts_with('3');
  if (refused)
    answered.accepted = false;
  else if (answered.mechanism != "form" && good)
    answered.accepted = true;
  else if (status_.starts_with('3') && sets_cookie_)
    answered.accepted = true;
  // A browser says it with every request: it is told once, and again when the answer is another one.
  if (again && answered.accepted == last_accepted_) return;
  if (again) {
    Credential said = answered;
    said.accepted.reset();
    listener_.credential(said);
  }
  last_accepted_ = answered.accepted;
  answered.answer_packet = spoken.line.packet;
  listener_.credential(answered);
}

}  // namespace cleartext::findings
