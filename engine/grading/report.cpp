#include "engine/grading/report.h"

#include <fmt/format.h>

#include <algorithm>

#include "engine/dialogue/printable.h"
#include "engine/grading/page_frame.h"

namespace cleartext::grading {
namespace {

constexpr std::size_t longest_line = 200, most_data_lines = 6, most_lines = 4000;

class Report {
 public:
  explicit Report(const Run& run) : run_(run), german_(run.language == "de") {}

  std::string text() const {
    const auto title = words(run_.lesson.title);
    auto body = fmt::format("<h1>{}</h1>\n<p>{}</p>\n", escaped(title), escaped(head()));
    body += steps() + tasks() + cracked() + pictures() + transcript();
    return framed(title, body, run_.language);
  }

 private:
  const std::string& words(const lesson::Words& all) const { return lesson::text(all, run_.language); }
  std::string say(const char* english, const char* german) const { return german_ ? german : english; }

  std::string head() const {
    auto line = run_.student.empty() ? std::string() : run_.student + ", ";
    line += fmt::format(fmt::runtime(say("{}, lesson {} (version {}), {} packets.", "{}, Lektion {} (Version {}), {} Pakete.")), run_.time,
                        run_.lesson.id, run_.lesson.version, run_.recording.packets().size());
    return line;
  }

  static std::string mark(bool good) { return fmt::format("<td class=\"{}\">{}</td>", good ? "yes" : "no", good ? "&#10003;" : "&#8211;"); }

  std::string steps() const {
    auto part = fmt::format("<h2>{}</h2>\n<table>\n", say("Steps", "Schritte"));
    for (const auto& step : run_.lesson.steps) {
      part += fmt::format("<tr>{}<td>{}</td></tr>\n", mark(run_.progress.steps.contains(step.id)), escaped(words(step.title)));
    }
    return part + "</table>\n";
  }

  std::string answer_to(const lesson::Verdict& verdict, const lesson::Check& check) const {
    const auto given = run_.progress.answers.find(verdict.task + "/" + verdict.check);
    if (given == run_.progress.answers.end() || given->second.empty()) return {};
    const auto choice = std::ranges::find(check.choices, given->second, &lesson::Check::Choice::id);
    const auto& shown = choice == check.choices.end() ? given->second : words(choice->says);
    return fmt::format("<div class=\"note\">{} {}</div>", say("Answer:", "Antwort:"), escaped(shown));
  }

  std::string check_row(const lesson::Verdict& verdict, const lesson::Check& check) const {
    const auto packet = verdict.packet == 0 ? std::string() : fmt::format("{} {}", say("packet", "Paket"), verdict.packet);
    return fmt::format("<tr>{}<td>{}{}<div class=\"note\">{}</div></td><td class=\"points\">{}</td></tr>\n", mark(verdict.passed),
                       escaped(words(check.says)), answer_to(verdict, check), escaped(verdict.note), packet);
  }

  std::string tasks() const {
    std::string part;
    for (std::size_t i = 0; i < run_.lesson.tasks.size() && i < run_.standing.size(); ++i) {
      const auto& task = run_.lesson.tasks[i];
      part += fmt::format("<h2>{}</h2>\n<table>\n", escaped(words(task.title)));
      for (const auto& verdict : run_.standing[i]) {
        const auto& checks = verdict.foundation ? task.foundations : task.checks;
        const auto check = std::ranges::find(checks, verdict.check, &lesson::Check::id);
        if (check != checks.end()) part += check_row(verdict, *check);
      }
      part += "</table>\n";
    }
    return part;
  }

  // A picture that goes on over several has its title once.
  std::string pictures() const {
    std::string part, title;
    for (const auto& picture : run_.pictures) {
      if (picture.title != title) part += fmt::format("<h2>{}</h2>\n", escaped(picture.title));
      title = picture.title;
      part += fmt::format("<p><img src=\"{}\" width=\"{}\" height=\"{}\" alt=\"{}\"></p>\n", picture.source, picture.width, picture.height,
                          escaped(picture.words));
    }
    return part;
  }

  std::string cracked() const {
    if (run_.recording.cracked().empty()) return {};
    auto part = fmt::format("<h2>{}</h2>\n<table>\n", say("What a list of words found", "Was eine Wortliste fand"));
    for (const auto& one : run_.recording.cracked()) {
      const auto came =
          one.found
              ? fmt::format(fmt::runtime(say("{} was found at guess {}.", "{} wurde beim {}. Versuch gefunden.")), one.secret, one.guesses)
              : fmt::format(fmt::runtime(say("Not found in {} guesses.", "In {} Versuchen nicht gefunden.")), one.guesses);
      part += fmt::format("<tr>{}<td>{}, {}<div class=\"note\">{}</div></td><td class=\"points\">{} {}</td></tr>\n", mark(one.found),
                          escaped(one.mechanism), escaped(one.user), escaped(came), say("packet", "Paket"), one.packet);
    }
    return part + "</table>\n";
  }

  // A conversation after the other, long letters and files cut short.
  std::string transcript() const {
    std::vector<std::string> streams(run_.recording.streams().size());
    std::vector<std::size_t> data(streams.size());
    std::size_t lines = 0;
    for (const auto& line : run_.recording.lines()) {
      if (line.stream >= streams.size() || ++lines > most_lines) continue;
      auto& text = streams[line.stream];
      const bool is_data = line.kind == dialogue::LineKind::data;
      data[line.stream] = is_data ? data[line.stream] + 1 : 0;
      if (data[line.stream] == most_data_lines + 1) text += "          …\n";
      if (data[line.stream] > most_data_lines) continue;
      text += fmt::format("{:>6} {} {}\n", line.packet,
                          line.from == wire::Side::client ? "C:" : "S:", escaped(dialogue::visible(line.text).substr(0, longest_line)));
    }
    auto part = fmt::format("<h2>{}</h2>\n", say("What was said", "Was gesagt wurde"));
    for (std::size_t i = 0; i < streams.size(); ++i) {
      if (streams[i].empty()) continue;
      part += fmt::format("<h3>{} {}, {}</h3>\n<pre>{}</pre>\n", say("Connection", "Verbindung"), i,
                          escaped(std::string(packet::name(run_.recording.streams()[i].protocol))), streams[i]);
    }
    return part;
  }

  const Run& run_;
  bool german_;
};

}  // namespace

std::string report(const Run& run) { return Report(run).text(); }

}  // namespace cleartext::grading
