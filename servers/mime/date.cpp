#include "servers/mime/date.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "servers/wire/command.h"
#include "servers/wire/syntax.h"

namespace cleartext::mime {

namespace {

using wire::Scanner;

constexpr std::array<std::string_view, 12> months{"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};

struct NamedZone {
  std::string_view name;
  int hours;
};
constexpr std::array<NamedZone, 8> named_zones{
    // 4.3, obsolete and still seen
    {{"EST", -5}, {"EDT", -4}, {"CST", -6}, {"CDT", -5}, {"MST", -7}, {"MDT", -6}, {"PST", -8}, {"PDT", -7}}};

bool is_letter(char c) { return wire::is_letter_or_digit(c) && !wire::is_digit(c); }

void skip_blanks(Scanner& text) {
  text.take_while([](char c) { return c == ' ' || c == '\t'; });
}

std::optional<int> number(Scanner& text, std::size_t most_digits) {
  const auto digits = text.take_while(wire::is_digit);
  int value = 0;
  if (digits.empty() || digits.size() > most_digits) return std::nullopt;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

std::optional<int> month(Scanner& text) {
  const auto name = text.take_while(is_letter);
  const auto found = std::find_if(months.begin(), months.end(), [name](auto each) { return wire::same_word(each, name); });
  if (found == months.end()) return std::nullopt;
  return static_cast<int>(found - months.begin()) + 1;
}

// 4.3: two digits are of the years 1950 to 2049, three are years since 1900.
int whole_year(int year) {
  if (year < 50) return year + 2000;
  return year < 1000 ? year + 1900 : year;
}

int zone(Scanner& text) {
  const bool west = text.peek() == '-';
  if (west || text.peek() == '+') {
    text.skip();
    const auto hours_minutes = number(text, 4).value_or(0);
    const int minutes = hours_minutes / 100 * 60 + hours_minutes % 100;
    return west ? -minutes : minutes;
  }
  const auto name = text.take_while(is_letter);
  const auto found =
      std::find_if(named_zones.begin(), named_zones.end(), [name](const auto& each) { return wire::same_word(each.name, name); });
  return found == named_zones.end() ? 0 : found->hours * 60;
}

}  // namespace

std::optional<Date> parse_date(std::string_view text) {
  Scanner scanner(text);
  skip_blanks(scanner);
  scanner.take_while(is_letter);  // the day's name tells nothing new
  scanner.take(',');
  skip_blanks(scanner);
  const auto day = number(scanner, 2);
  skip_blanks(scanner);
  const auto in_month = month(scanner);
  skip_blanks(scanner);
  const auto year = number(scanner, 4);
  skip_blanks(scanner);
  const auto hour = number(scanner, 2);
  if (!day || !in_month || !year || !hour || !scanner.take(':')) return std::nullopt;
  const auto minute = number(scanner, 2);
  const auto second = scanner.take(':') ? number(scanner, 2) : std::optional(0);
  skip_blanks(scanner);
  if (!minute || !second || *day < 1 || *day > 31 || *hour > 23 || *minute > 59 || *second > 60) return std::nullopt;
  return Date{whole_year(*year), *in_month, *day, *hour, *minute, *second, zone(scanner)};
}

}  // namespace cleartext::mime
