#include "engine/talk/completion.h"

#include <algorithm>

#include "engine/dialogue/line.h"
#include "engine/talk/coach.h"

namespace cleartext::talk {
namespace {

std::vector<std::string> people(const char* before, const char* after) {
  std::vector<std::string> all;
  for (const auto& account : wire::accounts()) all.push_back(before + account.user + "@" + account.domain + after);
  return all;
}

std::vector<std::string> users(const Standing& standing) {
  std::vector<std::string> all;
  for (const auto& account : wire::accounts()) all.insert(all.begin(), account.user);  // bob first: it is his mail
  if (standing.service() == wire::Service::ftp) all.emplace_back("anonymous");
  return all;
}

// What may stand behind the fixed part of a row.
std::vector<std::string> endings(const Standing& standing, std::string_view verb) {
  const bool ftp = standing.service() == wire::Service::ftp || standing.service() == wire::Service::ftps;
  if (verb == "HELO" || verb == "EHLO") return {"laptop"};
  if (verb == "MAIL") return people("", ">");
  if (verb == "RCPT") {
    auto all = people("", ">");
    std::ranges::reverse(all);
    return all;
  }
  if (verb == "USER" || verb == "LOGIN") return users(standing);
  if (verb == "AUTH" && ftp) return {"TLS"};
  if (verb == "AUTH" || verb == "AUTHENTICATE") return {"PLAIN", "LOGIN", "CRAM-MD5"};
  if (verb == "TYPE") return {"I", "A"};
  if (verb == "RETR" && ftp) return {"welcome.txt"};
  if (verb == "RETR" || verb == "DELE" || verb == "LIST") return ftp ? std::vector<std::string>{} : std::vector<std::string>{"1"};
  if (verb == "TOP") return {"1 0"};
  if (verb == "SELECT" || verb == "EXAMINE") return {"INBOX"};
  if (verb == "FETCH") return {"1 BODY[]", "1 FLAGS", "1 ENVELOPE"};
  return {};
}

bool begins(const std::string& whole, const std::string& typed) { return dialogue::lower(whole).starts_with(dialogue::lower(typed)); }

}  // namespace

std::string fixed_part(const wire::CommandInfo& row) {
  const auto end = std::ranges::find_if(row.syntax, [](char c) { return (c >= 'a' && c <= 'z') || c == '['; });
  std::string fixed(row.syntax.begin(), end);
  const bool open_ended = row.syntax.size() > fixed.size() && row.syntax[fixed.size()] == '[';
  if (open_ended && fixed.ends_with(' ')) fixed.pop_back();
  return fixed;
}

std::vector<std::string> completions(const Standing& standing, const std::string& typed) {
  std::vector<std::string> all;
  if (standing.in_letter() || standing.asked_for_more()) return all;
  const std::string tag = standing.tongue().tagged ? "a" + std::to_string(standing.tags() + 1) + " " : std::string();
  const auto offer = [&](const std::string& line) {
    if (begins(line, typed) && line.size() > typed.size()) all.push_back(typed + line.substr(typed.size()));
  };
  for (const auto* row : may_be_said(standing)) {
    const std::string fixed = tag + fixed_part(*row);
    if (fixed.size() > typed.size() && begins(fixed, typed)) {
      offer(fixed);
      continue;
    }
    std::string front = fixed;
    if (!front.ends_with(' ') && !front.ends_with('<')) front += ' ';
    for (const auto& ending : endings(standing, row->verb)) offer(front + ending);
  }
  return all;
}

}  // namespace cleartext::talk
