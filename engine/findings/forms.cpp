// Names of fields are no standard: these are the ones that people use, in the languages of this program.
#include "engine/findings/forms.h"

#include <algorithm>
#include <array>

#include "engine/dialogue/line.h"
#include "engine/findings/decode.h"

namespace cleartext::findings {

using dialogue::lower;

namespace {

constexpr std::size_t most_fields = 1000;

int hex_value(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

// "user[email]" -> "email"
std::string innermost(std::string_view name) {
  if (name.ends_with(']'))
    if (const std::size_t open = name.rfind('['); open != std::string_view::npos && open + 2 < name.size())
      name = name.substr(open + 1, name.size() - open - 2);
  return lower(name);
}

// How surely a name is one of these: 2, it is; 1, it sounds like it; 0, it is not.
template <std::size_t Exact, std::size_t Near>
int likeness(const std::string& name, const std::array<std::string_view, Exact>& exact, const std::array<std::string_view, Near>& near) {
  if (std::find(exact.begin(), exact.end(), name) != exact.end()) return 2;
  return std::any_of(near.begin(), near.end(), [&](std::string_view each) { return name.find(each) != std::string::npos; }) ? 1 : 0;
}

int names_a_password(const std::string& name) {
  if (name.find("hint") != std::string::npos || name.find("forgot") != std::string::npos) return 0;
  static constexpr std::array<std::string_view, 11> exact = {"password", "pw",       "pwd", "pass",       "secret",  "passwort",
                                                             "passwd",   "kennwort", "pin", "passphrase", "passcode"};
  static constexpr std::array<std::string_view, 4> near = {"password", "passwd", "passwort", "kennwort"};
  const int like = likeness(name, exact, near);
  return like == 0 && (name.ends_with("_pass") || name.ends_with("_pw")) ? 1 : like;
}

int names_a_user(const std::string& name) {
  static constexpr std::array<std::string_view, 15> exact = {"user", "username", "login",     "email",  "mail",
                                                             "uid",  "name",     "user_name", "userid", "user_id",
                                                             "log",  "account",  "benutzer",  "nick",   "identifier"};
  static constexpr std::array<std::string_view, 4> near = {"user", "login", "email", "benutzer"};
  return likeness(name, exact, near);
}

void append_utf8(std::string& out, std::uint32_t c) {
  const auto byte = [&](std::uint32_t value) { out += static_cast<char>(value); };
  if (c < 0x80) return byte(c);
  if (c < 0x800) return byte(0xc0 | c >> 6), byte(0x80 | (c & 0x3f));
  if (c < 0x10000) return byte(0xe0 | c >> 12), byte(0x80 | (c >> 6 & 0x3f)), byte(0x80 | (c & 0x3f));
  byte(0xf0 | c >> 18), byte(0x80 | (c >> 12 & 0x3f)), byte(0x80 | (c >> 6 & 0x3f)), byte(0x80 | (c & 0x3f));
}

// Four digits behind "\u"; 0xffff: there are none.
std::uint32_t code_unit(std::string_view text) {
  if (text.size() < 4) return 0xffff;
  std::uint32_t value = 0;
  for (const char c : text.substr(0, 4)) {
    if (hex_value(c) < 0) return 0xffff;
    value = value << 4 | static_cast<std::uint32_t>(hex_value(c));
  }
  return value;
}

void take_code_unit(std::string_view& text, std::string& out) {
  std::uint32_t c = code_unit(text);
  text.remove_prefix(std::min<std::size_t>(4, text.size()));
  const bool first_half = c >= 0xd800 && c < 0xdc00 && text.starts_with("\\u");
  if (const std::uint32_t second = first_half ? code_unit(text.substr(2)) : 0; second >= 0xdc00 && second < 0xe000) {
    c = 0x10000 + ((c - 0xd800) << 10) + (second - 0xdc00);
    text.remove_prefix(6);
  }
  append_utf8(out, c >= 0xd800 && c < 0xe000 ? 0xfffd : c);
}

// RFC 8259, 7; `text` begins behind the first quotation mark and ends behind the last.
std::string take_string(std::string_view& text) {
  std::string out;
  while (!text.empty() && text.front() != '"') {
    char c = text.front();
    text.remove_prefix(1);
    if (c == '\\' && !text.empty()) {
      c = text.front();
      text.remove_prefix(1);
      if (c == 'u') {
        take_code_unit(text, out);
        continue;
      }
      constexpr std::string_view named = "bfnrt", meant = "\b\f\n\r\t";
      if (const std::size_t at = named.find(c); at != std::string_view::npos) c = meant[at];
    }
    out += c;
  }
  text.remove_prefix(std::min<std::size_t>(1, text.size()));
  return out;
}

void skip_blanks(std::string_view& text) { text.remove_prefix(std::min(text.find_first_not_of(" \t\r\n"), text.size())); }

}  // namespace

std::string url_decoded(std::string_view text, bool plus_is_space) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 && hex_value(text[i + 2]) >= 0) {
      out += static_cast<char>(hex_value(text[i + 1]) << 4 | hex_value(text[i + 2]));
      i += 2;
    } else {
      out += text[i] == '+' && plus_is_space ? ' ' : text[i];
    }
  }
  return out;
}

FormFields form_fields(std::string_view text) {
  FormFields fields;
  while (!text.empty() && fields.size() < most_fields) {
    const std::string_view field = text.substr(0, text.find('&'));
    text.remove_prefix(std::min(field.size() + 1, text.size()));
    const std::size_t equals = std::min(field.find('='), field.size());
    if (field.empty()) continue;
    fields.emplace_back(url_decoded(field.substr(0, equals), true), url_decoded(field.substr(std::min(equals + 1, field.size())), true));
  }
  return fields;
}

FormFields json_fields(std::string_view text) {
  FormFields fields;
  while (fields.size() < most_fields) {
    text.remove_prefix(std::min(text.find('"'), text.size()));
    if (text.empty()) return fields;
    text.remove_prefix(1);
    std::string name = take_string(text);
    skip_blanks(text);
    if (!text.starts_with(':')) continue;  // an element of an array
    text.remove_prefix(1);
    skip_blanks(text);
    if (text.starts_with('"')) {
      text.remove_prefix(1);
      fields.emplace_back(std::move(name), take_string(text));
    } else if (const std::size_t end = text.find_first_not_of("+-.0123456789eE"); end != 0) {
      fields.emplace_back(std::move(name), text.substr(0, end));
    }
  }
  return fields;
}

std::optional<FormLogIn> log_in_among(const FormFields& fields) {
  FormLogIn found;
  int password = 0, user = 0;
  for (const auto& [name, value] : fields) {
    const std::string plain = innermost(name);
    if (const int like = names_a_password(plain); like > 0) {
      if (like > password) found.secret = value;
      password = std::max(password, like);
    } else if (const int sounds = names_a_user(plain); sounds > user) {
      found.user = value;
      user = sounds;
    }
  }
  if (password == 0 || (user == 0 && found.secret.empty())) return {};
  return found;
}

}  // namespace cleartext::findings
