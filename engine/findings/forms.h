// Forms as they cross HTTP, in their three spellings, and the log-in among their fields.
#pragma once
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace cleartext::findings {

using FormFields = std::vector<std::pair<std::string, std::string>>;

// "user=bob&password=hun%67ry": application/x-www-form-urlencoded.
FormFields form_fields(std::string_view text);
// The members of a JSON text that are strings or numbers, at any depth (RFC 8259); a broken text as far as it goes.
FormFields json_fields(std::string_view text);
std::string url_decoded(std::string_view text, bool plus_is_space);

struct FormLogIn {
  std::string user, secret;
};
// A field for a password, and one that names who it belongs to; empty: this is no log-in.
std::optional<FormLogIn> log_in_among(const FormFields& fields);

}  // namespace cleartext::findings
