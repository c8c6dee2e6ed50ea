// Date: (RFC 5322, 3.3): as its writer's clock showed it, with his zone.
#pragma once
#include <optional>
#include <string_view>

namespace cleartext::mime {

struct Date {
  int year, month, day;      // 1 is January
  int hour, minute, second;  // second may be 60
  int zone;                  // minutes east of Greenwich
  bool operator==(const Date&) const = default;
};

std::optional<Date> parse_date(std::string_view text);  // "Wed, 24 Sep 2025 14:03:00 +0200"

}  // namespace cleartext::mime
