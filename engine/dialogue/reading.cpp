// One protocol more: a conversation, a row in conversation_of(), and what Recogniser knows it by.
#include "engine/dialogue/reading.h"

#include <algorithm>
#include <utility>

#include "engine/dialogue/ftp.h"
#include "engine/dialogue/http.h"
#include "engine/dialogue/imap.h"
#include "engine/dialogue/lines.h"
#include "engine/dialogue/passed_over.h"
#include "engine/dialogue/pop3.h"
#include "engine/dialogue/smtp.h"
#include "engine/dialogue/ssh.h"
#include "engine/dialogue/tls.h"

namespace cleartext::dialogue {

namespace {

using packet::Protocol;
using wire::Side;

constexpr std::size_t judged_bytes = 12;
constexpr std::size_t longest_unknown = 2048;  // a first line longer than that belongs to no protocol of lines
constexpr std::size_t most_kept = 64 * 1024, most_segments = 16 * 1024;

std::size_t index(Side side) { return side == Side::client ? 0 : 1; }

bool binary(std::string_view bytes) {
  constexpr std::size_t record_header = 5;
  if (bytes.size() < record_header && bytes.front() >= 0x14 && bytes.front() <= 0x17) return false;  // perhaps TLS
  return std::any_of(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(std::min<std::size_t>(bytes.size(), 4)),
                     [](char c) { return static_cast<unsigned char>(c) < 0x09; });
}

}  // namespace

Reading::Reading(const stream::StreamInfo& info, Audience& audience, tls::Secrets* secrets)
    : audience_(audience),
      info_(info),
      secrets_(secrets),
      hint_(suggested(info.server)),
      start_(info.from_start ? Start::heard : Start::missed),
      doubt_(std::make_unique<Doubt>(hint_, start_)) {}

Reading::Reading(const stream::StreamInfo& info, Audience& audience, const Inside& inside)
    : audience_(audience),
      info_(info),
      hint_(inside.hint),
      start_(info.from_start && inside.spoken == Protocol::unknown ? inside.start : Start::missed),
      decrypted_(inside.sealed),
      doubt_(std::make_unique<Doubt>(hint_, start_)) {
  if (inside.spoken != Protocol::unknown) decided(inside.spoken);
}

Reading::~Reading() = default;

bool Reading::waits() const { return (conversation_ && conversation_->waits()) || (ending_ && ending_->waits()); }

void Reading::give_up() {
  const std::unique_ptr<Doubt> doubt = std::move(doubt_);
  state_ = State::deaf;
  if (!handed_over_ || doubt == nullptr) return;
  pass_over();
  replay(doubt->kept);
}

// What HTTP led to is none of those that we read: how much it was is told.
void Reading::pass_over() {
  handed_over_ = false;
  state_ = State::reading;
  conversation_ = std::make_unique<PassedOver>(info_.number, Protocol::http, "{} bytes of another protocol, not read", audience_);
}

bool Reading::unfinished(Side from) const {
  if (state_ == State::deaf) return false;
  if (doubt_ && !doubt_->kept.empty() && (state_ == State::undecided || from == Side::client)) return true;
  if (state_ == State::undecided) return false;
  return still_encrypted(from) ? ending_->unfinished(from) : conversation_->unfinished(from);
}

std::size_t Reading::held() const {
  std::size_t sum = conversation_ ? conversation_->held() : 0;
  if (ending_) sum += ending_->held();
  if (doubt_) sum += doubt_->kept_bytes + doubt_->kept.capacity() * sizeof(Kept) + doubt_->cutters[0].held() + doubt_->cutters[1].held();
  return sum;
}

void Reading::let_go() {
  handed_over_ = false;
  give_up();
  conversation_.reset();
  ending_.reset();
}

void Reading::data(Side from, const stream::Segment& segment) {
  if (state_ == State::deaf) return;
  if (state_ == State::reading) {
    return doubt_ && from == Side::client ? think_again(segment) : pass_on(from, segment);
  }
  if (doubt_ == nullptr) return;
  keep(from, segment);
  judge(from, segment);
}

void Reading::keep(Side from, const stream::Segment& segment) {
  const auto* bytes = reinterpret_cast<const char*>(segment.bytes.data());
  doubt_->kept.push_back({from, {bytes, segment.bytes.size()}, segment});
  doubt_->kept_bytes += segment.bytes.size();
}

// However the first bytes were cut into packets, they are judged together: twelve of them, or a line's worth.
void Reading::judge(Side from, stream::Segment segment) {
  std::string_view bytes(reinterpret_cast<const char*>(segment.bytes.data()), segment.bytes.size());
  std::string& first = doubt_->first_bytes[index(from)];
  if (first.size() < judged_bytes && !first.ends_with('\n')) {
    for (; !bytes.empty() && first.size() < judged_bytes && !first.ends_with('\n'); bytes.remove_prefix(1)) first += bytes.front();
    if (const Protocol found = by_first_bytes(first, start_); found != Protocol::unknown) return decided(found);
    if (hint_ == Protocol::unknown && binary(first)) return give_up();
  }
  Heard line;
  line.from = from;
  LineCutter& cutter = doubt_->cutters[index(from)];
  const Doubt* const mine = doubt_.get();
  while (doubt_.get() == mine && state_ == State::undecided && cutter.next(segment, line)) judge_line(line);
  if (std::exchange(anew_, false)) return segment.bytes.empty() ? void() : data(from, segment);
  if (state_ == State::undecided && (cutter.unfinished() > longest_unknown || too_much_is_kept())) give_up();
}

bool Reading::too_much_is_kept() const { return doubt_->kept_bytes > most_kept || doubt_->kept.size() > most_segments; }

void Reading::judge_line(const Heard& line) {
  if (line.raw.size() > longest_unknown) return give_up();
  if (is_http_request(line.text)) return decided(Protocol::http);
  doubt_->heard_client = doubt_->heard_client || line.from == Side::client;
  const std::optional<Protocol> answer = doubt_->recogniser.hear(line);
  if (!answer) return;
  if (doubt_->recogniser.turned()) return begin_anew();
  // In the middle of a long letter nothing tells but the port.
  if (*answer == Protocol::unknown && start_ == Start::missed && hint_ != Protocol::unknown) return decided(hint_);
  if (*answer == Protocol::unknown) return give_up();
  decided(*answer);
}

// Another protocol ends here; TLS may follow, and the client may have begun it already.
void Reading::begin_anew() {
  start_ = Start::heard;
  const std::unique_ptr<Doubt> before = std::exchange(doubt_, std::make_unique<Doubt>(hint_, Start::missed));
  const std::uint64_t turn = before->recogniser.turn();
  for (const Kept& old : before->kept) {
    if (old.from != Side::client || old.segment.position + std::max<std::uint64_t>(old.bytes.size(), old.segment.length) <= turn) continue;
    stream::Segment left = old.segment;
    if (old.bytes.empty()) {
      gap(Side::client, left);
      continue;
    }
    const std::uint64_t heard = turn - std::min(turn, left.position);
    left.bytes = std::as_bytes(std::span(old.bytes.data(), old.bytes.size())).subspan(heard);
    left.position += heard;
    data(Side::client, left);
  }
  anew_ = true;
}

void Reading::decided(Protocol protocol) {
  protocol_ = protocol;
  conversation_ = conversation_of(protocol);
  if (conversation_ == nullptr) return give_up();
  state_ = State::reading;
  const std::unique_ptr<Doubt> doubt = std::move(doubt_);
  if (doubt->recogniser.by_hint() && !doubt->heard_client) doubt_ = std::make_unique<Doubt>(Protocol::unknown, Start::missed);
  replay(doubt->kept);
}

void Reading::replay(std::vector<Kept>& kept) {
  for (Kept& old : kept) {
    old.segment.bytes = std::as_bytes(std::span(old.bytes.data(), old.bytes.size()));
    if (old.bytes.empty())
      gap(old.from, old.segment);
    else
      data(old.from, old.segment);
  }
}

// The port suggested a protocol; the client's first command may belong to another one only. Until it is whole the
// client's bytes wait.
void Reading::think_again(const stream::Segment& segment) {
  stream::Segment left = segment;
  Heard line;
  line.from = Side::client;
  LineCutter& cutter = doubt_->cutters[index(Side::client)];
  const bool whole = cutter.next(left, line);
  keep(Side::client, segment);
  if (whole)
    settle(behind_number(protocol_, line.text));
  else if (cutter.unfinished() > longest_unknown)
    settle(protocol_);
}

void Reading::settle(Protocol protocol) {
  const std::unique_ptr<Doubt> doubt = std::move(doubt_);
  if (protocol != protocol_) {
    protocol_ = protocol;
    start_ = Start::missed;  // its greeting was told already
    conversation_ = conversation_of(protocol_);
  }
  replay(doubt->kept);
}

std::unique_ptr<Conversation> Reading::conversation_of(Protocol protocol) {
  std::unique_ptr<Dialogue> dialogue;
  if (protocol == Protocol::smtp) dialogue = std::make_unique<SmtpDialogue>(info_.number, start_, audience_);
  if (protocol == Protocol::pop3) dialogue = std::make_unique<Pop3Dialogue>(info_.number, start_, audience_);
  if (protocol == Protocol::http) dialogue = std::make_unique<HttpDialogue>(info_.number, start_, audience_);
  if (protocol == Protocol::imap) dialogue = std::make_unique<ImapDialogue>(info_.number, start_, audience_);
  if (protocol == Protocol::ftp) dialogue = std::make_unique<FtpDialogue>(info_.number, start_, info_.client, info_.server, audience_);
  if (protocol == Protocol::tls) return std::make_unique<TlsConversation>(info_, start_, Protocol::unknown, audience_, secrets_);
  if (protocol == Protocol::ssh) return std::make_unique<SshConversation>(info_.number, audience_);
  if (dialogue == nullptr) return nullptr;
  if (decrypted_) dialogue->mark_decrypted();
  return std::make_unique<Lines>(std::move(dialogue), audience_.wants_data_lines());
}

void Reading::pass_on(Side from, const stream::Segment& segment) {
  if (still_encrypted(from)) return end_encryption(from, segment);
  const std::size_t taken = conversation_->data(from, segment);
  if (!conversation_->over()) return;
  std::unique_ptr<Conversation> before = std::move(conversation_);
  const Conversation& ended = *before;
  if (const auto port = before->tunnel())
    enter_tunnel(*port);
  else if (before->compressed())
    conversation_ = std::make_unique<PassedOver>(info_.number, before->protocol(), "compressed, {} bytes, not unpacked", audience_);
  else if (before->protocol() == Protocol::tls)
    back_to_plain(std::move(before));
  else
    begin_tls();
  for (const Side side : {Side::client, Side::server}) hand_on(ended, side);
  rest(from, segment, taken);
}

void Reading::end_encryption(Side from, const stream::Segment& segment) {
  const std::size_t taken = ending_->data(from, segment);
  if (still_encrypted(from)) return;
  hand_on(*ending_, from);
  rest(from, segment, taken);
}

bool Reading::still_encrypted(Side from) const { return ending_ && !ending_->plain(from); }

// What was taken too soon belongs to what follows.
void Reading::hand_on(const Conversation& before, Side side) {
  if (stream::Segment early; !before.taken_too_soon(side, early).empty()) data(side, early);
}

void Reading::rest(Side from, const stream::Segment& segment, std::size_t taken) {
  stream::Segment left = segment;
  left.bytes = left.bytes.subspan(taken);
  left.position += taken;
  if (!left.bytes.empty()) data(from, left);
}

// The control connection of FTP goes on where it stood (RFC 4217, 6); the other side follows a little later.
void Reading::back_to_plain(std::unique_ptr<Conversation> tls) {
  encrypted_ = false;
  start_ = Start::missed;
  ending_.reset(static_cast<TlsConversation*>(tls.release()));
  conversation_ = conversation_of(protocol_);
}

void Reading::begin_tls() {
  encrypted_ = true;
  doubt_.reset();
  ending_.reset();
  conversation_ = std::make_unique<TlsConversation>(info_, start_, protocol_, audience_, secrets_);
}

// What passes through is found out anew. To whom it goes is known by the port alone: that machine is not on this wire.
void Reading::enter_tunnel(std::uint16_t port) {
  state_ = State::undecided;
  start_ = Start::heard;
  handed_over_ = true;
  if (port != 0) info_.server.port = port;
  hint_ = port == 0 ? Protocol::unknown : suggested(info_.server);
  doubt_ = std::make_unique<Doubt>(hint_, Start::missed);
}

void Reading::gap(Side from, const stream::Segment& missing) {
  if (state_ == State::deaf) return;
  if (state_ == State::reading) {
    if (still_encrypted(from)) return ending_->gap(from, missing);
    if (doubt_ && from == Side::client) settle(protocol_);
    return conversation_->gap(from, missing);
  }
  if (doubt_ == nullptr) return;
  doubt_->kept.push_back({from, {}, missing});
  Heard line;
  line.from = from;
  LineCutter& cutter = doubt_->cutters[index(from)];
  const bool cut = cutter.flush(line);
  cutter.gap();
  if (cut) judge_line(line);
  if (state_ == State::undecided && too_much_is_kept()) give_up();
}

void Reading::ended(Side from, Ending ending) {
  if (state_ == State::deaf) return;
  if (state_ == State::reading) {
    // RFC 9112, 8: a body that goes on to the end of the connection is whole only if that ended as it should.
    if (ending == Ending::broken && protocol_ == Protocol::http) audience_.content_damaged(from);
    if (still_encrypted(from)) ending_->ended(from);
    if (doubt_ && from == Side::client) settle(protocol_);
    return conversation_->ended(from);
  }
  Heard line;
  line.from = from;
  if (doubt_->cutters[index(from)].flush(line)) judge_line(line);
  if (state_ == State::reading) conversation_->ended(from);
}

void Reading::closed() {
  if (ending_) ending_->closed();
  if (state_ == State::undecided && doubt_->recogniser.guess() != Protocol::unknown) decided(doubt_->recogniser.guess());
  if (state_ == State::undecided) give_up();
  if (state_ == State::reading) conversation_->closed();
}

}  // namespace cleartext::dialogue
