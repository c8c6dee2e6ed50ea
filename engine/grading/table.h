// Tables as text (RFC 4180): a roster that comes in, records that go out.
#pragma once
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "servers/wire/problem.h"

namespace cleartext::grading {

using Row = std::vector<std::string>;

std::vector<Row> parse_table(std::string_view text);  // quoted fields may hold line ends; empty rows are passed over
std::string table_line(const Row& row);               // with CR LF; what a spreadsheet would take for a formula is made harmless
// Columns `id` and `name` (any order, any case, further ones are passed over). Who stands on it twice, in either case, counts once, and
// `doubts` says so; UTF-16 is known by its mark, and other letters that are not UTF-8 are read as Windows-1252, as old spreadsheets write
// them.
tl::expected<std::vector<std::pair<std::string, std::string>>, wire::Problem> read_roster(const std::string& path,
                                                                                          std::vector<std::string>* doubts = nullptr);

}  // namespace cleartext::grading
