#include "engine/commands/step_text.h"

#include <fmt/format.h>
#include <QJsonArray>
#include <QLocale>

#include <algorithm>

#include "engine/commands/tell.h"
#include "engine/dialogue/printable.h"

namespace cleartext::commands {

using lesson::Player;
using lesson::StepState;

namespace {

// Lines: a letter is read whole, a web page and its style are not.
std::size_t most_of(const analysis::Recording& recording, const dialogue::Line& line) {
  return recording.streams()[line.stream].protocol == packet::Protocol::http ? 16 : 80;
}

// How many lines from this one on belong to the same letter, page or file.
std::size_t page_length(const analysis::Recording& recording, std::size_t at) {
  const auto& lines = recording.lines();
  const auto is_more = [&, first = lines[at]](const dialogue::Line& line) {
    return line.kind == dialogue::LineKind::data && line.stream == first.stream && line.from == first.from;
  };
  const auto begin = lines.begin() + static_cast<std::ptrdiff_t>(at);
  return static_cast<std::size_t>(std::find_if_not(begin, lines.end(), is_more) - begin);
}

void print_line(const dialogue::Line& line) {
  const auto* arrow = line.from == wire::Side::client ? "->" : "<-";
  const auto* veil = line.decrypted ? "[in TLS] " : "";  // read with the lab's keys, by nobody on the way
  std::cout << fmt::format("    {:>5} {} {}{}\n", line.packet, arrow, veil, dialogue::visible(line.text));
}

void print_lines(const analysis::Recording& recording, std::uint32_t first, std::uint32_t last) {
  const auto& lines = recording.lines();
  for (std::size_t i = 0, shown_of_page = 0; i < lines.size(); ++i) {
    if (lines[i].packet < first || lines[i].packet > last) continue;
    shown_of_page = lines[i].kind == dialogue::LineKind::data ? shown_of_page + 1 : 0;
    if (shown_of_page <= most_of(recording, lines[i])) {
      print_line(lines[i]);
      continue;
    }
    const auto more = page_length(recording, i);
    std::cout << fmt::format("          ({} more lines)\n", more);
    i += more - 1;
    shown_of_page = 0;
  }
}

// Markdown as plain words: a terminal has no bold.
std::string for_a_terminal(const std::string& markdown) {
  std::string plain;
  for (const char c : markdown) {
    if (c != '*' && c != '`' && !(plain.empty() && c == '\n')) plain += c;
  }
  while (plain.ends_with("\n\n")) plain.pop_back();
  return plain;
}

}  // namespace

std::string language() { return QLocale().name().left(2).toStdString(); }

void print_step_json(const Player& player, int step) {
  const auto& script = player.lesson().steps[static_cast<std::size_t>(step)];
  QJsonArray evidence;
  for (const auto packet : player.evidence(step)) evidence.append(static_cast<qint64>(packet));
  print_json({{q("lesson"), q(player.lesson().id)},
              {q("step"), q(script.id)},
              {q("title"), q(lesson::text(script.title, "en"))},
              {q("seen"), player.state(step) == StepState::seen},
              {q("evidence"), evidence}});
}

void print_step_text(const Player& player, const analysis::Recording& recording, int step, std::uint32_t first) {
  const auto& script = player.lesson().steps[static_cast<std::size_t>(step)];
  const bool seen = player.state(step) == StepState::seen;
  std::cout << fmt::format("\n{}. {}\n\n", step + 1, lesson::text(script.title, language()));
  std::cout << for_a_terminal(lesson::text(script.narration, language())) << '\n';
  const auto& evidence = player.evidence(step);
  print_lines(recording, first, static_cast<std::uint32_t>(recording.packets().size()));
  if (!seen) {
    std::cout << "    not seen: " << player.failure(step) << '\n';
  } else if (evidence.empty()) {
    std::cout << "    Nothing crosses the wire in this step.\n";
  } else {
    std::cout << fmt::format("    seen in packet{} {}\n", evidence.size() == 1 ? "" : "s", fmt::join(evidence, ", "));
  }
  std::cout.flush();
}

}  // namespace cleartext::commands
