// A cookie is taken back by an age of nothing, by a date that is long over, or by a value that is none.
#include "engine/findings/cookies.h"

#include "engine/dialogue/line.h"
#include "engine/findings/header.h"

namespace cleartext::findings {

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
