// One row for each command and code whose meaning is known more finely than its first digit tells.
#include "servers/smtp/status_code.h"

#include <array>

#include "servers/wire/syntax.h"

namespace cleartext::smtp {

namespace {

struct Finer {
  std::string_view verb;  // empty: of any command
  std::string_view code, finer;
};

constexpr std::array<Finer, 25> finer_codes{{
    {"MAIL", "250", "2.1.0"}, {"RCPT", "250", "2.1.5"}, {"DATA", "250", "2.6.0"}, {"AUTH", "235", "2.7.0"}, {"RCPT", "550", "5.1.1"},
    {"RCPT", "452", "4.5.3"}, {"MAIL", "550", "5.1.8"}, {"DATA", "452", "4.3.1"}, {"MAIL", "552", "5.3.4"}, {"DATA", "552", "5.3.4"},
    {"DATA", "554", "5.6.0"}, {"", "250", "2.0.0"},     {"", "252", "2.5.2"},     {"", "450", "4.2.0"},     {"", "451", "4.3.0"},
    {"", "452", "4.3.1"},     {"", "500", "5.5.2"},     {"", "501", "5.5.4"},     {"", "504", "5.5.4"},     {"", "530", "5.7.0"},
    {"", "535", "5.7.8"},     {"", "552", "5.2.2"},     {"", "555", "5.5.4"},     {"AUTH", "421", "4.7.0"}, {"", "421", "4.4.2"},
}};

}  // namespace

// RFC 3463, 2
std::string_view finer_code_in(std::string_view text) {
  wire::Scanner scanner(text);
  if (scanner.peek() != '2' && scanner.peek() != '4' && scanner.peek() != '5') return {};
  for (int part = 0; part < 3; ++part) {
    if (part > 0 && !scanner.take('.')) return {};
    const auto digits = scanner.take_while(wire::is_digit);
    if (digits.empty() || digits.size() > 3) return {};
  }
  return scanner.at_end() || scanner.peek() == ' ' ? scanner.since(0) : std::string_view();
}

std::string_view finer_code(std::string_view verb, std::string_view code) {
  for (const Finer& each : finer_codes)
    if (each.code == code && (each.verb.empty() || each.verb == verb)) return each.finer;
  if (code.starts_with('2')) return "2.0.0";
  return code.starts_with('4') ? "4.0.0" : "5.5.1";
}

}  // namespace cleartext::smtp
