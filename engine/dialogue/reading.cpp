// One protocol more: a subclass of Dialogue, a row in begin(), and what Recogniser knows it by.
#include "engine/dialogue/reading.h"

#include <algorithm>

#include "engine/dialogue/ftp.h"
#include "engine/dialogue/pop3.h"
#include "engine/dialogue/smtp.h"

namespace cleartext::dialogue {

namespace {

using packet::Protocol;
using wire::Side;

constexpr std::size_t judged_bytes = 12;
constexpr std::size_t longest_unknown =
    2048;  // a first line longer than that belongs to no protocol of lines
std::size_t index(Side side) {
  return side == Side::client ? 0 : 1;
}

bool binary(std::string_view bytes) {
  return std::any_of(bytes.begin(),
                     bytes.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(bytes.size(), 4)),
                     [](char c) { return static_cast<unsigned char>(c) < 0x09; });
}

}  // namespace

Reading::Reading(const stream::StreamInfo& info, Audience& audience)
    : audience_(audience),
      info_(info),
      recogniser_(std::make_unique<Recogniser>(suggested(info.server))),
      start_(info.state == stream::StreamState::opening ? Start::heard : Start::missed) {}

// However the first bytes were cut into packets, they are judged together: twelve of them, or a line's worth.
bool Reading::give_up_early(Side from, std::string_view bytes) {
  std::string& first = first_bytes_[index(from)];
  if (first.size() >= judged_bytes || first.ends_with('\n')) return false;
  for (; !bytes.empty() && first.size() < judged_bytes && !first.ends_with('\n'); bytes.remove_prefix(1))
    first += bytes.front();
  protocol_ = by_first_bytes(first);
  return protocol_ != Protocol::unknown || (suggested(info_.server) == Protocol::unknown && binary(first));
}

void Reading::give_up() {
  state_ = State::deaf;
  kept_ = {};
}

void Reading::data(Side from, stream::Segment segment) {
  if (state_ == State::deaf || encrypted()) return;
  const std::string_view bytes(reinterpret_cast<const char*>(segment.bytes.data()), segment.bytes.size());
  if (state_ == State::undecided && give_up_early(from, bytes)) return give_up();
  LineCutter& cutter = cutters_[index(from)];
  Heard line;
  line.from = from;
  while (cutter.next(segment, line)) {
    heard(line);
    if (state_ == State::deaf || encrypted()) return;
    if (dialogue_ == nullptr || from != Side::client) continue;
    if (const std::uint64_t count = dialogue_->take_counted(); count > 0) cutter.expect_bytes(count);
    if (!cutter.counting()) dialogue_->counted_over();
  }
  if (state_ == State::undecided && cutter.unfinished() > longest_unknown) give_up();
}

void Reading::gap(Side from, std::uint64_t length) {
  if (state_ == State::deaf || encrypted()) return;
  LineCutter& cutter = cutters_[index(from)];
  Heard line;
  line.from = from;
  if (cutter.flush(line)) heard(line);
  cutter.gap(length);
  if (dialogue_ == nullptr) return;
  dialogue_->gap(from);
  if (from == Side::client && !cutter.counting()) dialogue_->counted_over();
}

void Reading::ended(Side from) {
  if (state_ == State::deaf || encrypted()) return;
  Heard line;
  line.from = from;
  if (cutters_[index(from)].flush(line)) heard(line);
}

void Reading::heard(const Heard& line) {
  if (state_ == State::reading)
    dialogue_->heard(line);
  else if (state_ == State::undecided)
    decide(line);
}

void Reading::decide(const Heard& line) {
  if (line.raw.size() > longest_unknown) return give_up();
  if (is_http_request(line.text)) {
    protocol_ = Protocol::http;
    return give_up();
  }
  kept_.push_back({std::string(line.raw), line.text.size(), line});
  const std::optional<Protocol> answer = recogniser_->hear(line);
  if (!answer) return;
  if (*answer == Protocol::unknown) return give_up();
  begin(*answer);
  recogniser_.reset();
  for (Kept& old : kept_) {
    if (state_ != State::reading || encrypted()) break;
    old.line.raw = old.raw;
    old.line.text = old.line.raw.substr(0, old.text_length);
    dialogue_->heard(old.line);
  }
  kept_ = {};
}

void Reading::begin(Protocol protocol) {
  state_ = State::reading;
  protocol_ = protocol;
  if (protocol == Protocol::smtp) dialogue_ = std::make_unique<SmtpDialogue>(info_.number, start_, audience_);
  if (protocol == Protocol::pop3) dialogue_ = std::make_unique<Pop3Dialogue>(info_.number, start_, audience_);
  if (protocol == Protocol::ftp)
    dialogue_ = std::make_unique<FtpDialogue>(info_.number, start_, info_.client, info_.server, audience_);
}

}  // namespace cleartext::dialogue
