#include "servers/http/form.h"

#include <algorithm>

#include "servers/mime/decode.h"
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

}  // namespace

Form::Form(std::string_view text) {
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
  const auto* type = request.fields.find("Content-Type");
  return type != nullptr && mime::parse_value(*type).value == "application/x-www-form-urlencoded";
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
