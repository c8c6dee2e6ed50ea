// What all protocols of commands and replies have in common.
#include "engine/dialogue/dialogue.h"

#include <algorithm>

#include "servers/wire/command.h"

namespace cleartext::dialogue {

using wire::Side;

namespace {
constexpr std::size_t most_pending = 1024;  // of a server that is never heard
}

Spoken Dialogue::understood(const Heard& line, LineKind kind) const {
  Spoken spoken;
  spoken.line.stream = stream_;
  spoken.line.protocol = protocol_;
  spoken.line.from = line.from;
  spoken.line.packet = line.packet;
  spoken.line.time_ns = line.time_ns;
  spoken.line.kind = kind;
  spoken.line.text = line.text;
  spoken.line.position = line.position;
  spoken.line.length = static_cast<std::uint32_t>(line.raw.size());
  spoken.line.decrypted = decrypted_;
  spoken.raw = line.raw;
  spoken.perhaps = line.perhaps;
  spoken.cut = line.begins && !line.whole && !line.counted;
  if (line.from == wire::Side::server && !pending_.empty() && !unsure_ && !line.perhaps) spoken.answers = &pending_.front();
  return spoken;
}

std::size_t Dialogue::held() const {
  std::size_t sum = 0;
  for (const Asked& asked : pending_) sum += sizeof asked + asked.argument.capacity();
  return sum;
}

// Of several commands that wait, some may have been answered in what is missing; and what is missing of a client that
// did not wait is answered behind what waits. A single one waits on, until the client says the next.
void Dialogue::gap(Side from, Lost lost) {
  if (lost == Lost::content) return;
  replied_ = false;
  if (from == Side::client) drop_kept();
  if (from == Side::server) start_ = Start::missed;
  kept_ = from == Side::server && pending_.size() == 1 && !unsure_;
  if (kept_) return;
  unsure_ = unsure_ || pending_.size() > (from == Side::server ? 1u : 0u);
  pending_.clear();
}

void Dialogue::sync(std::initializer_list<std::string_view> verbs) {
  if (!unsure_) return;
  const auto found = std::find_if(pending_.begin(), pending_.end(),
                                  [&](const Asked& asked) { return std::find(verbs.begin(), verbs.end(), asked.verb) != verbs.end(); });
  if (found == pending_.end()) return;
  pending_.erase(pending_.begin(), found);
  unsure_ = false;
}

void Dialogue::remember(Asked asked) {
  pending_.push_back(std::move(asked));
  if (pending_.size() > most_pending) pending_.pop_front();
}

const Asked& Dialogue::say_command(const Heard& line, std::string_view text) {
  drop_kept();
  if (unsure_ && replied_ && !pipelines_) {  // it waits for each answer: there was one to all before
    unsure_ = false;
    pending_.clear();
  }
  pipelines_ = pipelines_ || (!pending_.empty() && !unsure_);
  wire::CommandLine command = wire::split_command(text);
  Spoken spoken = understood(line, LineKind::command);
  remember({std::move(command.verb), std::string(command.argument), line.packet, spoken.line.length, line.position, line.time_ns, {}});
  const Asked& asked = pending_.back();
  spoken.line.verb = asked.verb;
  spoken.answers = &asked;
  audience_.spoken(spoken);
  return asked;
}

void Dialogue::say_reply(const Heard& line, LineKind kind, std::string_view code, bool last) {
  Spoken spoken = understood(line, kind);
  spoken.line.code = code;
  spoken.last = last;
  replied_ = replied_ || last;
  audience_.spoken(spoken);
}

void Dialogue::say_perhaps(const Heard& line, std::string_view code) {
  say_reply(line, LineKind::reply, code, true);
  unsure_ = unsure_ || pending_.size() > 1;
  kept_ = false;
  pending_.clear();
}

void Dialogue::tell_data_line(const Heard& line, bool last) {
  Spoken spoken = understood(line, LineKind::data);
  spoken.last = last;
  audience_.spoken(spoken);
}

void Dialogue::tell_content(const Heard& piece) {
  audience_.content(
      {stream_, protocol_, piece.from, piece.raw, piece.position, piece.packet, piece.time_ns, announced(piece.from), decrypted_});
}

void Dialogue::tell_content_end(const Heard& last, bool complete) {
  audience_.content_ended({stream_, protocol_, last.from, {}, last.position, last.packet, last.time_ns, announced(last.from), decrypted_},
                          complete);
}

const Asked* Dialogue::announced(Side) const { return pending_.empty() ? nullptr : &pending_.front(); }

LineKind Dialogue::kind_of_reply(std::string_view greeting_code, std::string_view code) {
  if (start_ == Start::missed && code != greeting_code) greeted_ = true;
  return greeted_ ? LineKind::reply : LineKind::greeting;
}

bool is_verb(std::string_view word) {
  return !word.empty() && word.size() <= 12 &&
         std::all_of(word.begin(), word.end(), [](char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); });
}

std::string_view reply_code(std::string_view line) {
  const auto digit = [&](std::size_t i) { return line[i] >= '0' && line[i] <= '9'; };
  if (line.size() < 3 || !digit(0) || !digit(1) || !digit(2)) return {};
  if (line.size() > 3 && line[3] != ' ' && line[3] != '-') return {};
  return line.substr(0, 3);
}

}  // namespace cleartext::dialogue
