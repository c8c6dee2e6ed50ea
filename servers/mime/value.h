// "text/plain; charset=utf-8": a value and its parameters (RFC 2045, 5.1), long ones in pieces and foreign
// ones with their charset included (RFC 2231, 3 and 4).
#pragma once
#include <map>
#include <string>
#include <string_view>

namespace cleartext::mime {

struct Value {
  std::string value;                              // lower case
  std::map<std::string, std::string> parameters;  // by lower-case name; as they stand, or UTF-8 by RFC 2231
  std::string parameter(const std::string& name) const {
    const auto found = parameters.find(name);
    return found == parameters.end() ? std::string() : found->second;
  }
};

Value parse_value(std::string_view text);
std::string without_comments(std::string_view text);  // those in parentheses, outside of quotes
std::string without_blanks(std::string_view text);    // "text / plain" is "text/plain" (RFC 822, 3.1.4)
std::string lower(std::string_view text);             // ASCII

}  // namespace cleartext::mime
