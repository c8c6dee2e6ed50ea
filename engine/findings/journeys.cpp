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

std::uint64_t body_bytes(const Message& message) { return message.bytes - std::min<std::uint64_t>(message.bytes, message.header.size()); }

bool is_trace(std::string_view line) { return line.starts_with("Received:"); }

bool same_machine(const packet::Endpoint& a, const packet::Endpoint& b) { return a.is_v6 == b.is_v6 && a.address == b.address; }

bool id_character(char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_' || c == '.' || c == '@';
}

// Sendmail's: "250 2.0.0 3ARM0002 Message accepted for delivery".
std::string word_before(std::string_view answer, std::string_view words) {
  const std::size_t at = answer.find(words);
  if (at == std::string_view::npos) return {};
  std::size_t begin = at;
  while (begin > 0 && id_character(answer[begin - 1])) --begin;
  return std::string(answer.substr(begin, at - begin));
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
  const std::string id = word_before(answer, " Message accepted for delivery");
  const bool counts = id.find_first_of("0123456789") != std::string::npos,
             spells = id.find_first_not_of("0123456789.") != std::string::npos;
  return counts && spells ? id : std::string();  // or it is the answer's code, or its "OK"
}

namespace {

// The ids that the servers' trace names, the newest first; a line may be folded before "id".
std::vector<std::string> ids_in_trace(const std::vector<std::string>& lines) {
  std::vector<std::string> ids;
  for (const std::string& line : lines) {
    if (!is_trace(line)) continue;
    for (std::size_t at = line.find("id "); at != std::string::npos; at = line.find("id ", at + 1)) {
      if (at == 0 || (line[at - 1] != ' ' && line[at - 1] != '\t')) continue;
      if (std::string id = queue_id(std::string_view(line).substr(at)); !id.empty()) ids.push_back(std::move(id));
      break;
    }
  }
  return ids;
}

}  // namespace

// A list may change the subject, and a forwarder the sender; who changes both has copied the Message-ID only. And what no
// server has put its trace on comes from its writer: with a longer or shorter body it is another letter.
bool Journeys::is_another(const Journey& journey, const Message& message, const std::vector<std::string>& lines) {
  if (!message.header.empty() && journey.from != message.from && journey.subject != message.subject) return true;
  const bool first_hand = message.protocol == packet::Protocol::smtp && message.header_whole && std::ranges::none_of(lines, is_trace);
  return first_hand && message.complete && journey.body_bytes && *journey.body_bytes != body_bytes(message);
}

// Servers put their trace on top and leave what is there. So one that a hop showed is still there, and so is an id that was promised,
// where ids are written at all.
bool Journeys::contradicts(const Journey& journey, const std::vector<std::string>& lines) {
  const auto is_there = [&](const std::string& line) { return !is_trace(line) || std::ranges::find(lines, line) != lines.end(); };
  bool traced = false, fits = false;
  for (const Hop& hop : journey.seen) {
    if (std::ranges::none_of(hop.lines, is_trace)) continue;
    traced = true;
    fits = fits || std::ranges::all_of(hop.lines, is_there);
  }
  if (traced) return !fits;
  const std::vector<std::string> ids = ids_in_trace(lines);
  return !ids.empty() && !journey.ids.empty() &&
         std::ranges::none_of(ids, [&](const std::string& id) { return std::ranges::find(journey.ids, id) != journey.ids.end(); });
}

// Two letters may say the same. Who hands one over again goes on from where it was handed over, to somebody to whom it was
// addressed, and does not hand it to the same server twice. 0: another letter.
int Journeys::likeness(const Journey& journey, const Message& message, const std::vector<std::string>& lines) {
  if (contradicts(journey, lines)) return 0;
  const auto addressed = [&](const std::vector<std::string>& to) {
    return std::any_of(to.begin(), to.end(), [&](const std::string& each) {
      return std::find(message.envelope_to.begin(), message.envelope_to.end(), each) != message.envelope_to.end();
    });
  };
  int alike = 1;
  bool knows_recipients = false, shared = false;
  for (const Hop& hop : journey.seen) {
    if (!hop.handed_over) continue;
    if (message.protocol == packet::Protocol::smtp) {
      const bool same_way = same_machine(hop.client, message.client) && same_machine(hop.server, message.server);
      if (same_way && (addressed(hop.to) || (hop.to.empty() && message.envelope_to.empty()))) return 0;
      knows_recipients = knows_recipients || !hop.to.empty();
      shared = shared || addressed(hop.to);
      continue;
    }
    const bool named =
        std::any_of(hop.to.begin(), hop.to.end(), [&](const std::string& each) { return message.header.find(each) != std::string::npos; });
    alike = std::max(alike, 1 + (same_machine(hop.server, message.server) ? 1 : 0) + (named ? 2 : 0));
  }
  if (message.protocol != packet::Protocol::smtp) return alike;
  if (journey.knows_sender && message.knows_sender && journey.sender != message.envelope_from) return 0;
  return knows_recipients && !message.envelope_to.empty() && !shared ? 0 : 1;
}

// Of those that say the same the one that fits best; `key` becomes that of a new one, where none does.
Journeys::Shared Journeys::find_alike(const Message& message, const std::vector<std::string>& lines, std::string& key) const {
  Shared best;
  int best_likeness = 0;
  const std::string first = key;
  for (std::size_t count = 1; count <= most_alike; ++count) {
    const auto known = journeys_.find(key);
    if (known == journeys_.end()) break;
    if (const int alike = likeness(*known->second, message, lines); alike > best_likeness) {
      best = known->second;
      best_likeness = alike;
    }
    key = first + '\n' + std::to_string(count);
  }
  return best;
}

// By the machine that now hands the letter on, or holds it.
bool Journeys::was_given_there(const Journey& journey, const std::string& id, const Message& message) {
  const packet::Endpoint& there = message.protocol == packet::Protocol::smtp ? message.client : message.server;
  return std::ranges::any_of(journey.seen, [&](const Hop& hop) { return hop.queue_id == id && same_machine(hop.server, there); });
}

// An id alone is no proof: it comes again on other machines, and anybody can write one. What the letter says must fit.
Journeys::Shared Journeys::find_by_trace(const Message& message, const std::vector<std::string>& lines) const {
  for (const std::string& id : ids_in_trace(lines)) {
    const auto earlier = journeys_.find("queue " + id);
    if (earlier == journeys_.end()) continue;
    const Journey& journey = *earlier->second;
    const bool same_body = !message.complete || !journey.body_bytes || *journey.body_bytes == body_bytes(message);
    const int same = (journey.from == message.from ? 1 : 0) + (journey.subject == message.subject ? 1 : 0) + (same_body ? 1 : 0);
    // Who gave the id may change one of them: break long lines, put a mark before the subject.
    if (same == 3 || (same == 2 && was_given_there(journey, id, message))) return earlier->second;
  }
  return nullptr;
}

// The trace knows best: letters may say the same, and a Message-ID may be copied, or be given by a relay on the way.
Journeys::Shared Journeys::find(const Message& message, const std::vector<std::string>& lines) {
  std::string key = message.message_id.empty() ? content_key(message) : "id " + message.message_id;
  if (Shared traced = find_by_trace(message, lines)) {
    if (!journeys_.contains(key)) remember(key, traced);
    return traced;
  }
  if (message.message_id.empty()) {
    if (Shared alike = find_alike(message, lines, key)) return alike;
  } else if (const auto known = journeys_.find(key); known != journeys_.end()) {
    if (!is_another(*known->second, message, lines)) return known->second;
    key += '\n' + message.from + '\n' + message.subject;
    if (const auto other = journeys_.find(key); other != journeys_.end() && !is_another(*other->second, message, lines))
      return other->second;
  }
  auto fresh = std::make_shared<Journey>();
  fresh->number = count_++;
  fresh->from = message.from;
  fresh->subject = message.subject;
  if (message.complete) fresh->body_bytes = body_bytes(message);
  fresh->sender = message.envelope_from;
  fresh->knows_sender = message.protocol == packet::Protocol::smtp && message.knows_sender;
  remember(key, fresh);
  return fresh;
}

void Journeys::remember(const std::string& key, const Shared& journey) {
  if (journeys_.insert_or_assign(key, journey).second) order_.push_back(key);
  while (order_.size() > most) {
    journeys_.erase(order_.front());
    order_.pop_front();
  }
}

// Where it comes from: the server that hands it on was handed it, and whoever fetches it fetches it there.
const Journeys::Hop* Journeys::hop_before(const Journey& journey, const Message& message) {
  const packet::Endpoint& from = message.protocol == packet::Protocol::smtp ? message.client : message.server;
  const auto hop = std::find_if(journey.seen.rbegin(), journey.seen.rend(),
                                [&](const Hop& each) { return each.handed_over && same_machine(each.server, from); });
  if (hop != journey.seen.rend()) return &*hop;
  return journey.seen.empty() ? nullptr : &journey.seen.back();
}

void Journeys::follow(Message& message) {
  const bool unknown = !message.header_whole && message.message_id.empty();
  if (message.protocol == packet::Protocol::http || unknown) {  // a page is relayed by nobody
    message.journey = count_++;
    return;
  }
  std::vector<std::string> lines = header_lines(message.header);
  const Shared journey = find(message, lines);
  message.journey = journey->number;
  message.hop = journey->hops++;
  if (const Hop* before = hop_before(*journey, message))
    for (const std::string& line : lines)
      if (std::find(before->lines.begin(), before->lines.end(), line) == before->lines.end()) message.added.push_back(line);
  if (journey->seen.size() >= most_seen) journey->seen.erase(journey->seen.begin() + 1);  // the first tells who wrote it
  const bool handed_over = message.protocol == packet::Protocol::smtp;
  journey->seen.push_back({message.client, message.server, handed_over, message.envelope_to, std::move(lines), message.queue_id});
  if (message.queue_id.empty()) return;
  if (journey->ids.size() < most_seen) journey->ids.push_back(message.queue_id);
  remember("queue " + message.queue_id, journey);
}

}  // namespace cleartext::findings
