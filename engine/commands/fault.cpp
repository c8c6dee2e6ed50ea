// `cleartext fault`: breaks the newest running lab of this user on purpose, and mends it.
#include <fmt/format.h>

#include <QJsonArray>

#include "engine/commands/ask_lab.h"
#include "engine/commands/request.h"
#include "engine/commands/tell.h"
#include "servers/faults/fault_text.h"

namespace cleartext::commands {
namespace {

bool is_number(const std::string& word) { return !word.empty() && word.find_first_not_of("0123456789") == std::string::npos; }

// As the shell gives it, "\\n" is two letters, and "\\r\\n" four.
std::string with_line_ends(std::string word) {
  for (auto at = word.find("\\r\\n"); at != std::string::npos; at = word.find("\\r\\n", at)) word.erase(at, 2);
  for (auto at = word.find("\\n"); at != std::string::npos; at = word.find("\\n", at + 1)) word.replace(at, 2, "\n");
  return word;
}

// One word with blanks in it is the whole sentence, in quotes of the shell.
std::string sentence(const std::vector<std::string>& words) {
  if (words.size() == 1 && words[0].find(' ') != std::string::npos) return words[0];
  std::string all;
  for (const auto& word : words) all += (all.empty() ? "" : " ") + faults::word(with_line_ends(word));
  return all;
}

void print_fault(const QJsonObject& fault) {
  std::cout << fmt::format("{:>3}  {:<44}  {}\n", fault[QLatin1String("id")].toInt(),
                           fault[QLatin1String("fault")].toString().toStdString(), fault[QLatin1String("text")].toString().toStdString());
}

// What the lab is asked, or what is wrong with the words.
tl::expected<std::string, wire::Problem> request_of(std::vector<std::string> words) {
  if (words.empty() || words == std::vector<std::string>{"list"}) return "list";
  if (words == std::vector<std::string>{"clear"}) return "clear";
  const bool withdraw = words[0] == "withdraw";
  if (withdraw || words[0] == "order") words.erase(words.begin());
  const auto all = sentence(words);
  if (withdraw && words.size() == 1 && is_number(words[0])) return "withdraw " + all;
  const auto fault = faults::parse(all);
  if (!fault) return tl::unexpected(faults::problem(all, fault.error()));
  return (withdraw ? "withdraw " : "order ") + faults::text(*fault);
}

}  // namespace

int fault(const Fault& wanted) {
  const auto request = request_of(wanted.words);
  if (!request) return refuse(request.error(), 2);
  const auto answer = ask_lab(*request);
  if (!answer) return refuse(answer.error());
  for (const auto& each : answer->lines) wanted.format == Format::jsonl ? print_json(each) : print_fault(each);
  if (!answer->refusal.empty()) return refuse({answer->refusal, {}}, answer->status);
  remark(answer->remark);
  if (*request == "list" && answer->lines.empty() && answer->remark.empty() && wanted.format == Format::text) remark("no fault is on.");
  return 0;
}

}  // namespace cleartext::commands
