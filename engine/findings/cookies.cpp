// A cookie is taken back by an age of nothing, by a date that is long over, or by a value that is none.
#include "engine/findings/cookies.h"

#include <algorithm>

#include "engine/dialogue/line.h"
#include "engine/findings/header.h"

namespace cleartext::findings {

namespace {

// "laravel_session" is one; "lastsession" and "session_count" are none.
bool is_session(std::string_view name) {
  static constexpr std::string_view words[] = {"session",        "sess",        "sid",       "sessid",       "sessionid",
                                               "session_id",     "auth_token",  "authtoken", "access_token", "session_token",
                                               "remember_token", "remember_me", "jwt",       "token"};
  const std::string plain = dialogue::lower(name);
  if (plain.find("csrf") != std::string::npos || plain.find("xsrf") != std::string::npos) return false;
  if (plain.find("sessid") != std::string::npos || plain.find("sessionid") != std::string::npos) return true;
  if (plain.find("logged_in") != std::string::npos) return true;
  for (const std::string_view word : words) {
    if (!plain.ends_with(word)) continue;
    const std::size_t before = plain.size() - word.size();
    if (before == 0 || std::string_view("_-.").find(plain[before - 1]) != std::string_view::npos) return true;
  }
  return false;
}

}  // namespace

bool names_a_session(std::string_view cookies, Cookies which) {
  while (!cookies.empty()) {
    std::string_view pair = cookies.substr(0, cookies.find(';'));
    cookies.remove_prefix(std::min(pair.size() + 1, cookies.size()));
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    const std::size_t equals = pair.find('=');
    if (equals != std::string_view::npos && equals + 1 < pair.size() && is_session(pair.substr(0, equals))) return true;
    if (which == Cookies::set) return false;
  }
  return false;
}

bool takes_back(std::string_view set_cookie) {
  const std::string_view pair = set_cookie.substr(0, set_cookie.find(';'));
  const std::size_t equals = pair.find('=');
  std::string_view value = equals == std::string_view::npos ? std::string_view() : pair.substr(equals + 1);
  while (value.ends_with(' ')) value.remove_suffix(1);
  if (value.empty() || value == "\"\"" || dialogue::lower(value) == "deleted") return true;
  const Value whole = parse_value(set_cookie);
  if (const auto age = whole.parameters.find("max-age"); age != whole.parameters.end())
    return age->second.starts_with('0') || age->second.starts_with('-');
  const auto date = whole.parameters.find("expires");
  return date != whole.parameters.end() && date->second.find("1970") != std::string::npos;
}

}  // namespace cleartext::findings
