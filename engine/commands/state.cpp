// `cleartext state`: what each server of the newest running lab holds now.
#include <fmt/format.h>

#include <QJsonArray>
#include <chrono>
#include <ctime>
#include <map>

#include "engine/commands/ask_lab.h"
#include "engine/commands/request.h"
#include "engine/commands/tell.h"

namespace cleartext::commands {
namespace {

std::string text(const QJsonObject& line, const char* key) { return line[QLatin1String(key)].toString().toStdString(); }
double number(const QJsonObject& line, const char* key) { return line[QLatin1String(key)].toDouble(); }

std::string counted(double count, const char* one, const char* many) { return fmt::format("{:.0f} {}", count, count == 1 ? one : many); }

std::string bytes(double count) {
  if (count < 1000) return fmt::format("{:.0f} B", count);
  for (const auto* unit : {"kB", "MB", "GB"}) {
    count /= 1000;
    if (count < 1000) return fmt::format("{:.1f} {}", count, unit);
  }
  return fmt::format("{:.1f} TB", count / 1000);
}

std::string clock_time(double seconds) {
  const auto time = static_cast<std::time_t>(seconds);
  std::tm local{};
  ::localtime_r(&time, &local);
  return fmt::format("{:02}:{:02}:{:02}", local.tm_hour, local.tm_min, local.tm_sec);
}

std::string room(const QJsonObject& line) {
  return fmt::format("{} of {}{}", bytes(number(line, "bytes")), bytes(number(line, "quota")),
                     line[QLatin1String("full")].toBool() ? ", full" : "");
}

std::string letter(const QJsonObject& line) {
  std::string to;
  for (const auto& each : line[QLatin1String("to")].toArray()) to += (to.empty() ? "" : ", ") + each.toString().toStdString();
  const auto next = line[QLatin1String("next_try")];
  const auto answer = text(line, "answer");
  return fmt::format("  letter {} <{}> to {}: {}{}{}\n", text(line, "id"), text(line, "from"), to, text(line, "state"),
                     next.isDouble() ? fmt::format(", try {:.0f} at {}", number(line, "attempts") + 1, clock_time(next.toDouble())) : "",
                     answer.empty() ? "" : "; " + answer);
}

std::string mailbox(const QJsonObject& line) {
  auto told =
      fmt::format("  mailbox {}: {}, {}\n", text(line, "address"), counted(number(line, "letters"), "letter", "letters"), room(line));
  for (const auto& each : line[QLatin1String("newest")].toArray()) {
    const auto letter = each.toObject();
    told += fmt::format("    {} from {}, {}{}\n", text(letter, "subject").empty() ? "(no subject)" : text(letter, "subject"),
                        text(letter, "from"), bytes(number(letter, "bytes")), letter[QLatin1String("new")].toBool() ? ", new" : "");
  }
  return told;
}

std::string sentence(const QJsonObject& line) {
  const auto kind = text(line, "kind");
  if (kind == "service")
    return fmt::format("  {} {:.0f} {}, {}\n", text(line, "service"), number(line, "port"), text(line, "state"),
                       counted(number(line, "connections"), "connection", "connections"));
  if (kind == "queue") return fmt::format("  queue: {}\n", counted(number(line, "letters"), "letter", "letters"));
  if (kind == "letter") return letter(line);
  if (kind == "mailbox") return mailbox(line);
  if (kind == "disk") return fmt::format("  disk: {}\n", room(line));
  if (kind == "file")
    return fmt::format("  file {} {}\n", text(line, "path"), text(line, "path").ends_with('/') ? "" : bytes(number(line, "bytes")));
  if (kind == "printer") return fmt::format("  printed: {}\n", text(line, "printed").substr(0, 60));
  return fmt::format("  fault {:.0f} {}\n", number(line, "id"), text(line, "fault"));
}

// Under the name of its machine; a fault may be everybody's.
std::string owner(const QJsonObject& line) { return text(line, "kind") == "fault" ? "faults" : text(line, "host"); }

void print(const std::vector<QJsonObject>& lines) {
  std::vector<std::string> order;
  std::map<std::string, std::string> parts;
  for (const auto& line : lines) {
    if (!parts.contains(owner(line))) order.push_back(owner(line));
    parts[owner(line)] += sentence(line);
  }
  for (const auto& name : order) std::cout << name << '\n' << parts[name];
}

}  // namespace

int state(const State& wanted) {
  const auto answer = ask_lab("state");
  if (!answer) return refuse(answer.error());
  if (!answer->refusal.empty()) return refuse({answer->refusal, {}}, answer->status);
  remark(answer->remark);
  if (wanted.format == Format::text) return print(answer->lines), 0;
  for (const auto& line : answer->lines) print_json(line);
  return 0;
}

}  // namespace cleartext::commands
