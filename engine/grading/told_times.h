// What a server says of the time itself: in the greeting before APOP (RFC 1939, 7), and in each answer of HTTP (RFC 9110, 6.6.1).
#pragma once
#include <cstdint>
#include <optional>
#include <string_view>

namespace cleartext::grading {

constexpr std::int64_t told_slack_ns = 5'000'000'000;  // whole seconds, said a little before they are sent
bool fits_told(std::int64_t told, std::int64_t time_ns);
std::optional<std::int64_t> date_in_ns(std::string_view date);               // "Sat, 28 Nov 2026 08:30:26 +0000", since 1970
std::optional<std::int64_t> greeting_time_in_ns(std::string_view greeting);  // of "… <495b5d3c15587ccc.1795854627@mail.hamburger.edu>"

}  // namespace cleartext::grading
