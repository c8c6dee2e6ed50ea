#include "engine/grading/pages.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "engine/analysis/save_bytes.h"
#include "engine/grading/found.h"
#include "engine/grading/page_frame.h"

namespace cleartext::grading {
namespace {

std::string integrity_box(const Result& result) {
  return fmt::format("<p class=\"{}\">{}</p>\n", result.contradictions.empty() ? "clean" : "found", escaped(integrity_note(result)));
}

std::string check_row(const Result& result, const lesson::Verdict& verdict) {
  const auto name = verdict.task + "/" + verdict.check;
  const auto says = result.says.find(name);
  auto row = fmt::format("<tr><td class=\"{}\">{}</td><td>{}<div class=\"note\">{}</div>", verdict.passed ? "yes" : "no",
                         verdict.passed ? "&#10003;" : "&#10007;", escaped(says == result.says.end() ? name : says->second),
                         escaped(verdict.note));
  const auto shown = std::ranges::find(result.evidence, name, &Evidence::check);
  if (shown != result.evidence.end() && !shown->lines.empty()) {
    row += fmt::format("<details><summary>{}</summary><pre>", told(result.language, "packet {}", "Paket {}", verdict.packet));
    for (const auto& line : shown->lines) row += escaped(line) + "\n";
    row += "</pre></details>";
  }
  const auto points =
      verdict.foundation ? told(result.language, "comes first", "kommt zuerst") : fmt::format("{} / {}", verdict.points, verdict.most);
  return row + fmt::format("</td><td class=\"{}\">{}</td></tr>\n", verdict.foundation ? "points note" : "points", points);
}

// What a hand-in says is a stranger's word: any letters, any length.
std::string in_a_file_name(const std::string& said, const std::string& otherwise) {
  constexpr std::size_t longest = 60;
  std::string safe;
  for (const char c : said.substr(0, longest))
    safe += (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ? c : '_';
  return safe.empty() ? otherwise : safe;
}

std::string file_name(const Result& result, std::size_t number) {
  return fmt::format("{:03}-{}-{}.html", number + 1, in_a_file_name(result.student, "nobody"), in_a_file_name(result.lesson, "nothing"));
}

std::string name_of(const Result& result, const Class& people) {
  const auto known = std::ranges::find(people.roster, result.student, &std::pair<std::string, std::string>::first);
  return known == people.roster.end() ? std::string() : known->second;
}

const std::string& title_of(const Result& result) { return result.title.empty() ? result.lesson : result.title; }

bool write(const std::filesystem::path& path, const std::string& text) {
  return analysis::save_bytes(QString::fromStdString(path.string()), QByteArray::fromStdString(text)).isEmpty();
}

}  // namespace

std::string page(const Result& result, const std::string& name) {
  const auto sum = total(result);
  const auto score = told(result.language, "{} of {} checks, {} of {} points", "{} von {} Prüfungen, {} von {} Punkten", sum.passed,
                          sum.all, sum.points, sum.most);
  auto body = fmt::format("<h1>{}</h1>\n<p>{} &middot; {} &middot; {}</p>\n",
                          escaped(name.empty() ? result.student : name + " (" + result.student + ")"), escaped(title_of(result)),
                          escaped(std::filesystem::path(result.file).filename().string()), score);
  body += integrity_box(result);
  for (const auto& [id, title] : result.tasks) {
    body += fmt::format("<h2>{}</h2>\n<table>\n", escaped(title));
    for (const auto& verdict : result.verdicts) {
      if (verdict.task == id) body += check_row(result, verdict);
    }
    body += "</table>\n";
  }
  return framed(result.student + ", " + result.lesson, body, result.language);
}

std::string overview(const std::vector<Result>& results, const Class& people) {
  const auto language = results.empty() ? std::string("en") : results.front().language;
  const auto heading = told(language, "Hand-ins", "Abgaben");
  auto body =
      fmt::format("<h1>{}</h1>\n<table>\n<tr>{}</tr>\n", heading,
                  told(language, "<th>Student</th><th>Lesson</th><th>Checks</th><th class=\"points\">Points</th><th>The capture</th>",
                       "<th>Wer</th><th>Lektion</th><th>Prüfungen</th><th class=\"points\">Punkte</th><th>Die Aufzeichnung</th>"));
  for (std::size_t i = 0; i < results.size(); ++i) {
    const auto& result = results[i];
    const auto sum = total(result);
    const auto name = name_of(result, people);
    std::string marks;
    for (const auto& verdict : result.verdicts) {
      marks += fmt::format("<span class=\"{}\" title=\"{}\">{}</span>", verdict.passed ? "yes" : "no",
                           escaped(verdict.task + "/" + verdict.check), verdict.passed ? "&#10003;" : "&#10007;");
    }
    body += fmt::format(
        "<tr><td><a href=\"{}\">{}</a></td><td>{}</td><td>{}</td><td class=\"points\">{} / {}</td><td class=\"note\">{}</td></tr>\n",
        file_name(result, i), escaped(name.empty() ? (result.student.empty() ? result.file : result.student) : name),
        escaped(title_of(result)), marks, sum.points, sum.most, escaped(integrity_note(result)));
  }
  return framed(heading, body + "</table>\n", language);
}

tl::expected<void, wire::Problem> write_pages(const std::string& folder, const std::vector<Result>& results, const Class& people) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  bool good = !error && write(std::filesystem::path(folder) / "index.html", overview(results, people));
  for (std::size_t i = 0; good && i < results.size(); ++i)
    good = write(std::filesystem::path(folder) / file_name(results[i], i), page(results[i], name_of(results[i], people)));
  if (good) return {};
  return tl::unexpected(wire::Problem{fmt::format("The pages cannot be written to {}.", folder), "Choose another folder."});
}

}  // namespace cleartext::grading
