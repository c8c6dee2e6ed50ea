#include "engine/grading/table.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <sstream>

#include "engine/grading/who.h"
#include "engine/lesson/student_id.h"
#include "servers/mime/charset.h"
#include "servers/wire/command.h"

namespace cleartext::grading {
namespace {

class Parser {
 public:
  std::vector<Row> parse(std::string_view text) {
    if (text.starts_with("\xef\xbb\xbf")) text.remove_prefix(3);  // some spreadsheets begin so
    const auto first_line = text.substr(0, text.find('\n'));
    const auto first_mark = first_line.find_first_of(",;\t");  // a name may hold the others
    const char between = first_mark == std::string_view::npos ? ',' : first_line[first_mark];
    for (std::size_t i = 0; i < text.size(); ++i) {
      const char c = text[i];
      if (quoted_ && c == '"' && i + 1 < text.size() && text[i + 1] == '"') {
        field_ += text[++i];
      } else if (c == '"' && (quoted_ || field_.empty())) {
        quoted_ = !quoted_;
      } else if (!quoted_ && c == between) {
        end_field();
      } else if (!quoted_ && (c == '\n' || c == '\r')) {
        end_row();
      } else {
        field_ += c;
      }
    }
    end_row();
    return std::move(rows_);
  }

 private:
  void end_field() { row_.push_back(std::move(field_)), field_.clear(); }
  void end_row() {
    if (row_.empty() && field_.empty()) return;
    end_field();
    rows_.push_back(std::move(row_));
    row_.clear();
  }
  std::vector<Row> rows_;
  Row row_;
  std::string field_;
  bool quoted_ = false;
};

std::string trimmed(const std::string& text) {
  const auto from = text.find_first_not_of(" \t"), to = text.find_last_not_of(" \t");
  return from == std::string::npos ? std::string() : text.substr(from, to - from + 1);
}

}  // namespace

std::vector<Row> parse_table(std::string_view text) { return Parser().parse(text); }

std::string table_line(const Row& row) {
  std::string line;
  for (const auto& field : row) {
    if (!line.empty() || &field != &row.front()) line += ',';
    const bool formula = !field.empty() && (field[0] == '=' || field[0] == '+' || field[0] == '@' ||
                                            (field[0] == '-' && field.find_first_not_of("-0123456789.") != std::string::npos));
    const auto text = formula ? "'" + field : field;
    if (text.find_first_of(",\"\r\n;") == std::string::npos) {
      line += text;
      continue;
    }
    line += '"';
    for (const char c : text) line += c == '"' ? std::string("\"\"") : std::string(1, c);
    line += '"';
  }
  return line + "\r\n";
}

tl::expected<std::vector<std::pair<std::string, std::string>>, wire::Problem> read_roster(const std::string& path,
                                                                                          std::vector<std::string>* doubts) {
  const auto doubt = [&](std::string sentence) {
    if (doubts != nullptr) doubts->push_back(std::move(sentence));
  };
  std::ifstream file(path, std::ios::binary);
  if (!file) return tl::unexpected(wire::Problem{fmt::format("The roster {} cannot be read.", path), {}});
  std::ostringstream all;
  all << file.rdbuf();
  auto text = all.str();
  const bool is_utf_16 = text.starts_with("\xff\xfe") || text.starts_with("\xfe\xff");  // what some spreadsheets call Unicode
  if (is_utf_16) text = mime::to_utf8(text, "utf-16");
  if (!mime::is_utf8(text)) {
    text = mime::to_utf8(text, "windows-1252");
    doubt(fmt::format("The roster {} is not UTF-8. It was read as Windows-1252: look at the names.", path));
  }
  const auto rows = parse_table(text);
  const auto column = [&](std::string_view name) {
    const auto found = rows.empty() ? Row::const_iterator()
                                    : std::ranges::find_if(rows[0], [&](const auto& each) { return wire::same_word(trimmed(each), name); });
    return rows.empty() || found == rows[0].end() ? std::string::npos : static_cast<std::size_t>(found - rows[0].begin());
  };
  const auto id = column("id"), name = column("name");
  if (id == std::string::npos) {
    return tl::unexpected(wire::Problem{fmt::format("The roster {} has no column called id in its first line.", path),
                                        "It is a CSV file with the columns id and name."});
  }
  std::vector<std::pair<std::string, std::string>> roster;
  std::vector<std::string> ids;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const auto& row = rows[i];
    if (id >= row.size()) continue;
    std::pair person(lesson::plain_id(row[id]), name < row.size() ? trimmed(row[name]) : std::string());
    if (person.first.empty()) continue;
    const auto known = spelt(person.first, ids);
    if (const auto twin = std::ranges::find(roster, known, &std::pair<std::string, std::string>::first); twin != roster.end()) {
      doubt(known == person.first ? fmt::format("The roster {} has the id {} twice, for \"{}\" and for \"{}\". The first one counts.", path,
                                                known, twin->second, person.second)
                                  : fmt::format("The roster {} has the id {} again as {}, for \"{}\" and for \"{}\". The first one counts.",
                                                path, known, person.first, twin->second, person.second));
      continue;
    }
    ids.push_back(person.first);
    roster.push_back(std::move(person));
  }
  return roster;
}

}  // namespace cleartext::grading
