#include "servers/http/form.h"

#include <fmt/format.h>

#include <algorithm>

#include "servers/mime/charset.h"
#include "servers/mime/decode.h"
#include "servers/mime/letter.h"
#include "servers/mime/value.h"
#include "servers/wire/command.h"
#include "servers/wire/syntax.h"

namespace cleartext::http {

namespace {

std::string decoded(std::string_view text) {
  std::string plain(text);
  std::replace(plain.begin(), plain.end(), '+', ' ');
  return mime::decode_percent(plain);
}

// Takes a piece off the front, up to `end`, which goes too.
std::string_view take(std::string_view& text, char end) {
  const auto piece = text.substr(0, text.find(end));
  text.remove_prefix(std::min(piece.size() + 1, text.size()));
  return piece;
}

constexpr std::string_view in_one_line = "application/x-www-form-urlencoded", in_parts = "multipart/form-data";

std::string type_of(const Request& request) {
  const auto* type = request.fields.find("Content-Type");
  return type == nullptr ? std::string() : mime::parse_value(*type).value;
}

// Browsers write a quote in a name as "%22" (https://html.spec.whatwg.org/#multipart-form-data), curl as RFC 2045 has it.
std::string plain_name(std::string_view name) {
  std::string plain(name.substr(name.find_last_of("/\\") + 1));
  for (auto at = plain.find("%22"); at != std::string::npos; at = plain.find("%22", at)) plain.replace(at, 3, "\"");
  return mime::valid_utf8(plain);
}

}  // namespace

Form::Form(std::string_view text) { read(text); }

Form::Form(const Request& request) {
  const auto type = type_of(request);
  if (type == in_one_line) read(request.body);
  if (type == in_parts) read_parts(request);
}

// RFC 7578, 4: a field a part, as in a letter. A file field in which nothing was chosen has an empty name.
void Form::read_parts(const Request& request) {
  const auto letter = fmt::format("Content-Type: {}\r\n\r\n{}", *request.fields.find("Content-Type"), request.body);
  const auto whole = mime::parse_letter(letter);
  for (const auto& part : whole.parts) {
    if (fields_.size() + files_.size() == most_fields) return;
    const auto name = part.disposition.parameter("name");
    if (name.empty() || part.disposition.value != "form-data") continue;
    if (!part.disposition.parameters.contains("filename") && !part.disposition.parameters.contains("filename*")) {
      fields_.emplace_back(name, std::string(part.body));
    } else if (!part.file_name.empty()) {
      files_.push_back({plain_name(part.file_name), part.type.value, std::string(part.body)});
    }
  }
}

void Form::read(std::string_view text) {
  while (!text.empty() && fields_.size() < most_fields) {
    auto value = take(text, '&');
    const auto name = take(value, '=');
    if (!name.empty()) fields_.emplace_back(decoded(name), decoded(value));
  }
}

std::string Form::value(std::string_view name) const {
  const auto found = std::find_if(fields_.begin(), fields_.end(), [name](const auto& field) { return field.first == name; });
  return found == fields_.end() ? std::string() : found->second;
}

bool is_form(const Request& request) {
  const auto type = type_of(request);
  return type == in_one_line || type == in_parts;
}

std::string percent_encoded(std::string_view text) {
  static constexpr std::string_view digits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool unreserved = wire::is_letter_or_digit(c) || c == '-' || c == '.' || c == '_' || c == '~';
    out += unreserved ? std::string(1, c) : std::string{'%', digits[byte >> 4], digits[byte & 15]};
  }
  return out;
}

std::optional<std::string> cookie(const Request& request, std::string_view name) {
  for (const auto& field : request.fields) {
    if (!wire::same_word(field.name, "Cookie")) continue;
    for (std::string_view rest = field.value; !rest.empty();) {
      auto value = take(rest, ';');
      value.remove_prefix(std::min(value.find_first_not_of(' '), value.size()));
      if (take(value, '=') == name) return std::string(value);
    }
  }
  return std::nullopt;
}

std::optional<BasicCredentials> basic_credentials(const Request& request) {
  const auto* field = request.fields.find("Authorization");
  if (field == nullptr) return std::nullopt;
  std::string_view rest = *field;
  if (!wire::same_word(take(rest, ' '), "Basic")) return std::nullopt;
  const auto said = mime::decode_base64(rest);
  std::string_view password = said;
  const auto user = take(password, ':');
  if (user.size() == said.size()) return std::nullopt;
  return BasicCredentials{std::string(user), std::string(password)};
}

}  // namespace cleartext::http
