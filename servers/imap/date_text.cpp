#include "servers/imap/date_text.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>

namespace cleartext::imap {

namespace {

constexpr std::array<std::string_view, 12> months = {"JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"};
constexpr std::int64_t day_seconds = 24 * 60 * 60;

struct Time {
  int hours, minutes, seconds;
};

int digits(Arguments& in, std::size_t fewest, std::size_t most, std::string_view what) {
  const auto from = in.offset();
  const auto value = in.number(what);
  const auto count = in.offset() - from;
  if (count < fewest || count > most) in.fail(std::string(what));
  return static_cast<int>(value);
}

// "1-Feb-1994"
Day read_day(Arguments& in) {
  const int day = digits(in, 1, 2, "a day");
  in.need('-');
  std::string name;
  while (in && name.size() < 3 && !in.at_end() && !in.next_is('-')) name += in.letter();
  const auto month = std::find(months.begin(), months.end(), name);
  if (month == months.end()) in.fail("a month: Jan, Feb ...");
  in.need('-');
  const int year = digits(in, 4, 4, "a year of four digits");
  const auto date = std::chrono::year(year) / static_cast<int>(month - months.begin() + 1) / day;
  if (in && !date.ok()) in.fail("a day that there is");
  return in ? day_of(year, static_cast<int>(month - months.begin()) + 1, day) : 0;
}

Time read_time(Arguments& in) {
  Time time{};
  time.hours = digits(in, 2, 2, "hours");
  in.need(':');
  time.minutes = digits(in, 2, 2, "minutes");
  in.need(':');
  time.seconds = digits(in, 2, 2, "seconds");
  if (time.hours > 23 || time.minutes > 59 || time.seconds > 60) in.fail("a time that there is");
  return time;
}

}  // namespace

Day day_of(int year, int month, int day) { return std::chrono::sys_days(std::chrono::year(year) / month / day).time_since_epoch().count(); }

Day day_of(std::time_t time) { return time >= 0 ? time / day_seconds : -((day_seconds - 1 - time) / day_seconds); }

Day read_date(Arguments& in) {
  const bool in_quotes = in.take('"');
  const auto day = read_day(in);
  if (in_quotes) in.need('"');
  return day;
}

std::time_t read_date_time(Arguments& in) {
  in.need('"');
  in.take_spaces();
  const auto day = read_day(in);
  in.space();
  const auto time = read_time(in);
  in.space();
  const bool west = in.next_is('-');
  if (!in.take('-')) in.need('+');
  const int zone = digits(in, 4, 4, "a zone of four digits");
  in.need('"');
  const int east = (zone / 100 * 60 + zone % 100) * (west ? -60 : 60);
  return day * day_seconds + time.hours * 3600 + time.minutes * 60 + time.seconds - east;
}

std::string date_time_text(std::time_t time) {
  time = std::clamp<std::time_t>(time, -30'610'224'000, 253'402'300'799);  // years of four digits
  return fmt::format("\"{:%d-%b-%Y %H:%M:%S} +0000\"", fmt::gmtime(time));
}

}  // namespace cleartext::imap
