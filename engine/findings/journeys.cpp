// A letter keeps its Message-ID on the way (RFC 5322, 3.6.4), and its body; each relay puts trace lines on top
// (RFC 5321, 4.4), which name the id that the answer before promised.
#include "engine/findings/journeys.h"

#include <algorithm>
#include <array>

namespace cleartext::findings {

namespace {

// The header's lines, unfolded.
std::vector<std::string> header_lines(std::string_view raw) {
  std::vector<std::string> lines;
  constexpr std::size_t most_lines = 1000;
  while (!raw.empty() && lines.size() < most_lines) {
    const std::size_t end = std::min(raw.find('\n'), raw.size() - 1);
    std::string_view line = raw.substr(0, end + 1);
    raw.remove_prefix(line.size());
    while (!line.empty() && (line.back() == '\n' || line.back() == '\r')) line.remove_suffix(1);
    if (line.empty()) break;
    if ((line.front() == ' ' || line.front() == '\t') && !lines.empty())
      lines.back().append(line);
    else
      lines.emplace_back(line);
  }
  return lines;
}

std::string content_key(const Message& message) {
  return "content " + message.from + '\n' + message.subject + '\n' + message.date + '\n' + message.body_sha256;
}

bool id_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.' || c == '@';
}

}  // namespace

std::string queue_id(std::string_view answer) {
  static constexpr std::array<std::string_view, 6> words = {"queued as ", "Queued as ", "id=", "queued mail id ", "id ", "queue id "};
  for (const std::string_view word : words) {
    const std::size_t at = answer.find(word);
    if (at == std::string_view::npos || (at > 0 && id_character(answer[at - 1]))) continue;
    std::string_view rest = answer.substr(at + word.size());
    std::size_t end = 0;
    while (end < rest.size() && id_character(rest[end])) ++end;
    while (end > 0 && rest[end - 1] == '.') --end;
    if (end > 1) return std::string(rest.substr(0, end));
  }
  return {};
}

// A list may change the subject, and a forwarder the sender; who changes both has copied the Message-ID only.
bool Journeys::is_another(const Journey& journey, const Message& message) {
  return !message.header.empty() && journey.from != message.from && journey.subject != message.subject;
}

Journeys::Journey& Journeys::find(const Message& message, const std::vector<std::string>& lines) {
  std::string key = message.message_id.empty() ? content_key(message) : "id " + message.message_id;
  auto known = journeys_.find(key);
  if (known != journeys_.end() && is_another(known->second, message)) {
    key += '\n' + message.from + '\n' + message.subject;
    known = journeys_.find(key);
  }
  if (known != journeys_.end()) return known->second;
  // A letter without Message-ID gets one from a relay on the way: then the queue id in its trace ties it.
  for (const std::string& line : lines) {
    const std::size_t id = line.find(" id ");
    if (id == std::string::npos || !line.starts_with("Received:")) continue;
    const std::string queued = queue_id(std::string_view(line).substr(id + 1));
    const auto earlier = queued.empty() ? journeys_.end() : journeys_.find("queue " + queued);
    if (earlier == journeys_.end()) continue;
    const Journey copy = earlier->second;
    order_.push_back(key);
    return journeys_.emplace(key, copy).first->second;
  }
  order_.push_back(key);
  while (order_.size() > most) {
    journeys_.erase(order_.front());
    order_.pop_front();
  }
  return journeys_.emplace(key, Journey{count_++, 0, {}, message.from, message.subject}).first->second;
}

void Journeys::follow(Message& message) {
  const bool unknown = !message.header_whole && message.message_id.empty();
  if (message.protocol == packet::Protocol::http || unknown) {  // a page is relayed by nobody
    message.journey = count_++;
    return;
  }
  std::vector<std::string> lines = header_lines(message.header);
  Journey& journey = find(message, lines);
  message.journey = journey.number;
  message.hop = journey.hops++;
  if (message.hop > 0)
    for (const std::string& line : lines)
      if (std::find(journey.lines.begin(), journey.lines.end(), line) == journey.lines.end()) message.added.push_back(line);
  journey.lines = std::move(lines);
  if (message.queue_id.empty()) return;
  const Journey copy = journey;  // the place of `journey` may move
  const std::string key = "queue " + message.queue_id;
  if (journeys_.insert_or_assign(key, copy).second) order_.push_back(key);
}

}  // namespace cleartext::findings
