// Dates as IMAP writes them (RFC 3501, 9): "1-Feb-1994", " 7-Feb-1994 21:52:25 -0800".
#pragma once
#include <ctime>
#include <string>

#include "servers/imap/arguments.h"

namespace cleartext::imap {

// Days since 1970.
using Day = std::int64_t;

std::time_t read_date_time(Arguments& in);     // in its quotes
Day read_date(Arguments& in);                  // with or without quotes
std::string date_time_text(std::time_t time);  // in UTC, with its quotes
Day day_of(std::time_t time);
Day day_of(int year, int month, int day);

}  // namespace cleartext::imap
