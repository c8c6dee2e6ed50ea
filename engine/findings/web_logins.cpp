// A form is taken to be accepted when the answer leads elsewhere and sets a cookie: HTTP itself does not say. An answer that
// leads elsewhere says nothing of a password in the header: servers send to HTTPS whoever comes, whatever he says.
#include "engine/findings/web_logins.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "engine/dialogue/http.h"
#include "engine/findings/cookies.h"
#include "engine/findings/decode.h"
#include "engine/findings/header.h"
#include "engine/findings/ntlm.h"

namespace cleartext::findings {

using dialogue::LineKind;
using dialogue::LineView;
using dialogue::lower;
using wire::Side;

namespace {

constexpr std::string_view words_for_log_in[] = {"login",  "logon",     "signin", "sign-in", "sign_in",
                                                 "anmeld", "connexion", "accedi", "acceder"};
constexpr char missing = '\0';  // stands in a form where bytes of it are missing

// "http://x/a/login?error=1" -> "/a/login"
std::string_view page_of(std::string_view target) {
  if (const std::size_t slashes = target.find("://"); slashes < target.find_first_of("/?#")) {
    target.remove_prefix(slashes + 3);
    target.remove_prefix(std::min(target.find_first_of("/?#"), target.size()));
  }
  return target.substr(0, target.find_first_of("?# "));
}

}  // namespace

std::size_t WebLogins::held() const {
  std::size_t sum = form_ ? form_->text.capacity() + (form_->reader ? form_->reader->held() : 0) : 0;
  for (const Open& each : open_) sum += size_of(each.credential) + each.page.size() + each.came_from.size();
  return sum;
}

void WebLogins::hear(const dialogue::Spoken& spoken) {
  if (spoken.line.kind == LineKind::command) return request(spoken);
  if (spoken.line.kind == LineKind::reply) {
    status_ = spoken.line.code;
    sets_cookie_ = false;
    leads_to_.clear();
    return;
  }
  if (spoken.line.kind == LineKind::invalid && spoken.cut && spoken.line.from == Side::client) return cut_header(spoken);
  if (spoken.line.kind != LineKind::continuation) return;
  if (spoken.line.from == Side::client) return header(spoken);
  answer_header(spoken);
}

void WebLogins::request(const dialogue::Spoken& spoken) {
  request_ = spoken.line.position;
  type_.clear();
  encoding_.clear();
  form_.reset();
  in_header_ = true;
  damaged_ = false;
  const std::string& target = spoken.answers->argument;
  page_ = page_of(target);
  came_from_.clear();
  if (const std::size_t query = target.find('?'); query != std::string::npos)
    form(form_fields(std::string_view(target).substr(query + 1, target.find_first_of(" #", query) - query - 1)), spoken.line);
  user_in(target, spoken.line);
}

// "http://bob:hungry@host/", as it may be said to a proxy (RFC 9110, 4.2.4).
void WebLogins::user_in(std::string_view target, const LineView& line) {
  const std::size_t slashes = target.find("://");
  if (slashes == std::string_view::npos || slashes > target.find_first_of(" /?#")) return;
  target.remove_prefix(slashes + 3);
  target = target.substr(0, target.find_first_of(" /?#"));
  const std::size_t at = target.rfind('@'), colon = target.find(':');
  if (at == std::string_view::npos || colon > at) return;
  Credential found;
  found.mechanism = "URL";
  found.user = url_decoded(target.substr(0, colon), false);
  found.secret = url_decoded(target.substr(colon + 1, at - colon - 1), false);
  report(line, Door::form, std::move(found));
}

void WebLogins::header(const dialogue::Spoken& spoken) {
  if (!in_header_) return;
  in_header_ = !spoken.line.text.empty();
  const std::string folded = std::exchange(folded_, {});
  if (!folded.empty() && spoken.line.text.find_first_of(" \t") == 0) return unfold(spoken.line, folded);
  const dialogue::HeaderLine field = dialogue::split_header(spoken.line.text);
  if (field.name == "content-type") type_ = field.value;
  if (field.name == "referer") came_from_ = page_of(field.value);
  if (field.name == "content-encoding") encoding_ = lower(field.value);
  if (field.name != "authorization" && field.name != "proxy-authorization") return;
  const Door door = field.name == "authorization" ? Door::server : Door::proxy;
  if (field.value.find(' ') == std::string_view::npos) folded_ = fmt::format("{}: {}", field.name, field.value);
  authorization(spoken.line, door, field.value);
}

// What the field says of the secret is cut with it.
void WebLogins::cut_header(const dialogue::Spoken& spoken) {
  if (!in_header_) return;
  const dialogue::HeaderLine field = dialogue::split_header(spoken.line.text);
  if (field.name != "authorization" && field.name != "proxy-authorization") return;
  const std::size_t space = field.value.find(' ');
  if (space == std::string_view::npos || lower(field.value.substr(0, space)) != "basic") return;
  const std::string_view value = field.value.substr(space + 1);
  Credential found;
  found.names_user = read_scheme("basic", value.substr(0, value.size() / 4 * 4), found);
  found.shows_secret = false;
  found.secret.clear();
  if (!found.names_user) found.user.clear();
  report(spoken.line, field.name == "authorization" ? Door::server : Door::proxy, std::move(found));
}

// RFC 9112, 5.2: a field goes on in a line that begins with a space.
void WebLogins::unfold(const LineView& line, const std::string& before) {
  std::string_view rest = line.text;
  rest.remove_prefix(rest.find_first_not_of(" \t") == std::string_view::npos ? rest.size() : rest.find_first_not_of(" \t"));
  const std::string whole = fmt::format("{} {}", before, rest);
  const dialogue::HeaderLine field = dialogue::split_header(whole);
  authorization(line, field.name == "authorization" ? Door::server : Door::proxy, field.value);
}

void WebLogins::answer_header(const dialogue::Spoken& spoken) {
  const dialogue::HeaderLine field = dialogue::split_header(spoken.line.text);
  if (field.name == "set-cookie" && !takes_back(field.value)) sets_cookie_ = true;
  if (field.name == "location") leads_to_ = field.value;
  if (field.name == "www-authenticate" || field.name == "proxy-authenticate")
    if (const std::size_t space = field.value.find(' '); space != std::string_view::npos)
      if (const auto message = read_ntlm(decode_base64(field.value.substr(space)))) asked_ = message->challenge;
  if (spoken.line.text.empty() && spoken.last) answer(spoken);
}

void WebLogins::authorization(const LineView& line, Door door, std::string_view value) {
  const std::string scheme = lower(value.substr(0, value.find(' ')));
  value.remove_prefix(std::min(scheme.size() + 1, value.size()));
  value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
  Credential found;
  if (read_scheme(scheme, value, found)) report(line, door, std::move(found));
}

// False: nothing of a log-in is in it yet.
bool WebLogins::read_scheme(const std::string& scheme, std::string_view value, Credential& found) const {
  if (scheme == "basic") {
    const std::string said = decode_base64(value);
    const std::size_t colon = said.find(':');
    found.mechanism = "Basic";
    found.encoded = true;
    found.user = said.substr(0, colon);
    if (colon != std::string::npos) found.secret = said.substr(colon + 1);
    return colon != std::string::npos;
  }
  if (scheme == "bearer") {
    found.mechanism = "Bearer";
    found.names_user = false;
    found.secret = value;
    return !value.empty();
  }
  if (scheme == "digest") {
    found.mechanism = "Digest";
    found.user = parameter(value, "username");
    found.challenge = parameter(value, "nonce");
    found.response = parameter(value, "response");
    return !found.response.empty();
  }
  if (scheme != "ntlm" && scheme != "negotiate") return false;
  found.mechanism = scheme == "ntlm" ? "NTLM" : "Negotiate";
  return ntlm(value, found);
}

bool WebLogins::ntlm(std::string_view value, Credential& found) const {
  const std::string token = decode_base64(value);
  const std::optional<NtlmMessage> message = read_ntlm(token);
  found.shows_secret = false;
  found.names_user = message.has_value();
  if (!message) return found.mechanism == "Negotiate" && !token.empty();  // Kerberos' tickets are sealed
  found.user = message->user;
  found.challenge = asked_;
  found.response = message->response;
  return message->step == NtlmMessage::Step::authenticate;
}

void WebLogins::begin_form(const dialogue::Content& piece) {
  form_ = std::make_unique<Form>();
  form_->line.stream = piece.stream;
  form_->line.protocol = piece.protocol;
  form_->line.position = piece.position;
  form_->line.decrypted = piece.decrypted;
  form_->unpacker = Unpacker::of(encoding_);
  if (damaged_ && kind_ == FormKind::url) form_->text = "&";  // a field's name may begin in what is missing
  if (kind_ != FormKind::parts) return;
  form_->reader = std::make_unique<MimeReader>(form_->message, 0, static_cast<Grower*>(this), Sums::none);
  form_->reader->add("Content-Type: " + type_ + "\r\n\r\n", piece.packet);
}

void WebLogins::content(const dialogue::Content& piece) {
  if (piece.from != Side::client) return;
  if (!form_) {
    const std::string type = lower(std::string_view(type_).substr(0, type_.find(';')));
    kind_ = type.starts_with("application/x-www-form-urlencoded") ? FormKind::url
            : type.starts_with("multipart/form-data")             ? FormKind::parts
            : type.find("json") != std::string::npos              ? FormKind::json
                                                                  : FormKind::none;
    if (kind_ == FormKind::none) return;
    begin_form(piece);
  }
  form_->line.packet = piece.packet;
  form_->line.length = static_cast<std::uint32_t>(piece.position + piece.bytes.size() - form_->line.position);
  if (!form_->unpacker) return grow_form(piece.bytes, piece.packet);
  form_->unpacker->add(piece.bytes, [&](std::string_view out) { grow_form(out, piece.packet); });
}

void WebLogins::grow_form(std::string_view bytes, std::uint32_t packet) {
  if (form_->reader == nullptr) {
    form_->text.append(bytes.substr(0, longest_form - form_->text.size()));
    return;
  }
  form_->reader->add(bytes, packet);
  form_->message.parts.clear();  // their fields were noted as they grew
}

void WebLogins::part_grew(const Message&, const Part& part, std::string_view decoded) {
  if (part.field.empty() || !part.filename.empty()) return;
  FormFields& fields = form_->fields;
  if (fields.empty() || form_->part != part.offset) {
    if (fields.size() == most_fields) return;
    fields.emplace_back(part.field, std::string());
    form_->part = part.offset;
  }
  std::string& value = fields.back().second;
  value.append(decoded.substr(0, longest_field - value.size()));
}

void WebLogins::damaged(Side from) {
  if (from != Side::client) return;
  damaged_ = true;
  if (!form_) return;
  if (form_->reader == nullptr) return grow_form({&missing, 1}, form_->line.packet);
  if (!form_->fields.empty()) form_->fields.back().second += missing;
}

void WebLogins::content_ended(const dialogue::Content& end) {
  if (end.from != Side::client || !form_) return;
  if (form_->reader != nullptr) form_->reader->end();
  const std::unique_ptr<Form> said = std::move(form_);
  switch (kind_) {
    case FormKind::none: return;
    case FormKind::url: return form(form_fields(said->text), said->line);
    case FormKind::json: return form(json_fields(said->text), said->line);
    case FormKind::parts: return form(said->fields, said->line);
  }
}

void WebLogins::form(const FormFields& fields, const LineView& line) {
  const std::optional<FormLogIn> log_in = log_in_among(fields);
  if (!log_in) return;
  Credential found;
  found.mechanism = "form";
  found.user = log_in->user;
  found.secret = log_in->secret;
  if (damaged_) {
    found.names_user = !found.user.empty() && found.user.find(missing) == std::string::npos;
    found.shows_secret = found.secret.find(missing) == std::string::npos;
    if (!found.names_user) found.user.clear();
    if (!found.shows_secret) found.secret.clear();
  }
  report(line, Door::form, std::move(found));
}

void WebLogins::report(const LineView& line, Door door, Credential credential) {
  credential.stream = line.stream;
  credential.protocol = line.protocol;
  credential.packet = line.packet;
  credential.client = stream_.client;
  credential.server = stream_.server;
  credential.position = line.position;
  credential.length = line.length;
  credential.decrypted = line.decrypted;
  Credential& last = last_[static_cast<std::size_t>(door)].credential;
  const bool again = said_before(credential, last);
  last = credential;
  if (!again) listener_.credential(credential);
  if (open_.size() > most_open) open_.pop_front();
  open_.push_back({request_, door, again, page_, came_from_, std::move(credential)});
}

// A browser says these with every request; a digest differs each time, for one and the same question.
bool WebLogins::said_before(const Credential& credential, const Credential& last) {
  if (credential.mechanism != last.mechanism || credential.user != last.user || credential.secret != last.secret) return false;
  return credential.mechanism == "Basic" || credential.mechanism == "URL" || credential.mechanism == "Bearer" ||
         (credential.mechanism == "Digest" && credential.challenge == last.challenge);
}

// One request may log in at the proxy and at the server behind it.
void WebLogins::answer(const dialogue::Spoken& spoken) {
  if (status_.starts_with('1') || spoken.answers == nullptr) return;
  for (auto open = open_.begin(); open != open_.end();) {
    if (open->request != spoken.answers->position) {
      ++open;
      continue;
    }
    answered(std::move(*open), spoken.line.packet);
    open = open_.erase(open);
  }
}

// One who is not let in is sent to where one logs in, as a rule with a new session's cookie.
bool WebLogins::leads_on(std::string_view page, std::string_view came_from) const {
  const std::string to = lower(page_of(leads_to_)), from = lower(page);
  const bool asks_again = std::any_of(std::begin(words_for_log_in), std::end(words_for_log_in),
                                      [&](std::string_view word) { return to.find(word) != std::string::npos; });
  const bool same = to == (to.starts_with('/') ? from : from.substr(from.rfind('/') + 1));
  return sets_cookie_ && !asks_again && !same && (came_from.empty() || to != lower(came_from));
}

// RFC 9110, 15.5: 407 is the proxy's word, and no other refusal is. 15.4.5: 304 is only for one who would see the page.
std::optional<bool> WebLogins::accepted(const Open& open) const {
  const bool good = status_.starts_with('2') || status_ == "304";
  switch (open.door) {
    case Door::proxy:
      if (status_ == "407") return false;
      return good || status_ == "401" ? std::optional(true) : std::nullopt;
    case Door::server:
      if (status_ == "401") return false;  // 403: who it is may be known, and not be let in (15.5.4)
      return good ? std::optional(true) : std::nullopt;
    case Door::form:
      if (status_ == "401" || status_ == "403") return false;
      return status_.starts_with('3') && leads_on(open.page, open.came_from) ? std::optional(true) : std::nullopt;
  }
  return {};
}

// Told once, and again when the answer is another one.
void WebLogins::answered(Open&& open, std::uint32_t packet) {
  Credential credential = std::move(open.credential);
  credential.accepted = accepted(open);
  Last& last = last_[static_cast<std::size_t>(open.door)];
  // Who was refused before, and sees another page, sees one that asks nobody.
  if (open.again && last.accepted == false && credential.accepted == true && open.page != last.page) credential.accepted.reset();
  if (open.again && (credential.accepted == last.accepted || !credential.accepted)) return;
  if (open.again) {
    Credential said = credential;
    said.accepted.reset();
    listener_.credential(said);
  }
  last.accepted = credential.accepted;
  last.page = open.page;
  credential.answer_packet = packet;
  listener_.credential(credential);
}

}  // namespace cleartext::findings
