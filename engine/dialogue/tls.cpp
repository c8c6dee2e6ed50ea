// Records in, lines out. What is encrypted and cannot be opened is told with its size; while the secrets may still
// come it is held back, within bounds.
#include "engine/dialogue/tls.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <utility>

#include "engine/dialogue/reading.h"
#include "engine/tls/certificate.h"

namespace cleartext::dialogue {

using tls::Label;
using tls::Record;
using wire::Side;

namespace {

constexpr std::size_t longest_message = 256 * 1024;
constexpr std::size_t record_header = 5;

std::string_view text_of(tls::Bytes bytes) { return {reinterpret_cast<const char*>(bytes.data()), bytes.size()}; }
tls::Bytes bytes_of(const std::string& text) { return std::as_bytes(std::span(text.data(), text.size())); }

bool known_message(std::uint8_t type) { return !tls::handshake_name(type).starts_with("handshake message"); }

}  // namespace

TlsConversation::TlsConversation(const stream::StreamInfo& info, Start start, packet::Protocol spoken, Audience& audience,
                                 tls::Secrets* secrets)
    : info_(info), spoken_(spoken), audience_(audience), secrets_(secrets), in_turn_(audience) {
  if (start == Start::missed)
    for (Channel& channel : channels_) channel.searches = 8;
}

TlsConversation::~TlsConversation() {
  if (waiting_) secrets_->forget(client_->random, *this);
  if (secrets_ != nullptr) secrets_->let_go(*this, held_bytes_, tls::Secrets::Left::nothing);
}

bool TlsConversation::unfinished(Side from) const {
  const Channel& channel = channels_[from == Side::client ? 0 : 1];
  return !held_.empty() || !channel.cutter.between_records() || !channel.messages.empty() || in_turn_.waiting(from) ||
         (inner_ && inner_->unfinished(from));
}

// What waits for secrets is bounded elsewhere.
std::size_t TlsConversation::held() const {
  std::size_t sum = in_turn_.held() + (inner_ ? inner_->held() : 0);
  for (const Channel& channel : channels_) sum += channel.cutter.held() + channel.messages.capacity();
  return sum;
}

bool TlsConversation::unsealed() const {
  if (!server_ || server_->version > tls::tls_1_2) return false;
  const tls::CipherSuite* suite = tls::cipher_suite(server_->suite);
  return suite != nullptr && !suite->seals();
}

bool TlsConversation::keeping() const {
  if (unsealed()) return true;
  return secrets_ != nullptr && client_ && !gave_up_ &&
         (secrets_->more_may_come() || secrets_->find(client_->random, Label::client_early) != nullptr ||
          secrets_->find(client_->random, Label::master) != nullptr || secrets_->find(client_->random, Label::client_traffic) != nullptr ||
          secrets_->find(client_->random, Label::server_traffic) != nullptr);
}

std::size_t TlsConversation::data(Side from, const stream::Segment& segment) {
  stream::Segment left = segment;
  Channel& channel = of(from);
  const bool keep = keeping();
  while (!left.bytes.empty() && !channel.deaf && !channel.plain) {
    Record record;
    const auto result = channel.cutter.next(left, record, keep || keeping());
    if (result == tls::RecordCutter::Result::record) arrived(from, record);
    if (result != tls::RecordCutter::Result::nonsense) continue;
    record.packet = segment.packet;
    record.time_ns = segment.time_ns;
    record.position = left.position - record_header;  // the header that is none
    if (is_clear_again(channel.cutter.nonsense())) {
      channel.plain = true;
      channel.plain_place = left;
      channel.plain_place.position = record.position;
      ended(from);  // of what is inside
      return segment.bytes.size() - left.bytes.size();
    }
    if (!client_ && spoken_ != packet::Protocol::unknown && spoken_ != packet::Protocol::http)
      say(from, record, LineKind::invalid, {}, "what follows is not TLS", false);
    channel.deaf = true;
    if (server_) say(from, record, LineKind::invalid, {}, "what follows is no record of TLS", false);
  }
  if (channel.deaf && server_ && secrets_ != nullptr) secrets_->pass_over(tls::Closed::missing, left.bytes.size());
  return segment.bytes.size();
}

// FTP may end encryption (RFC 4217, 6). And one may wish for TLS, and talk on in the clear.
bool TlsConversation::is_clear_again(std::string_view header) const {
  using packet::Protocol;
  if (server_) return spoken_ == Protocol::ftp;
  const bool lines = spoken_ == Protocol::smtp || spoken_ == Protocol::pop3 || spoken_ == Protocol::imap || spoken_ == Protocol::ftp;
  return lines &&
         std::all_of(header.begin(), header.end(), [](char c) { return (c >= 0x20 && c < 0x7f) || c == '\r' || c == '\n' || c == '\t'; });
}

std::string_view TlsConversation::taken_too_soon(Side side, stream::Segment& segment) const {
  const Channel& channel = channels_[side == Side::client ? 0 : 1];
  if (!channel.plain) return {};
  const std::string_view taken = channel.cutter.nonsense();
  segment = channel.plain_place;
  segment.bytes = std::as_bytes(std::span(taken.data(), taken.size()));
  segment.length = taken.size();
  return taken;
}

void TlsConversation::gap(Side from, const stream::Segment& missing) {
  Channel& channel = of(from);
  if (channel.deaf) return;
  Record record;
  bool damaged = false;
  channel.cutter.gap(missing, record, damaged);
  if (damaged) arrived(from, record);
}

void TlsConversation::ended(Side from) {
  if (!held_.empty()) return hold(from, {}, true);
  inner_end(from);
}

void TlsConversation::closed() {
  let_go(true);
  if (inner_) inner_->closed();
  in_turn_.settle([](Side) { return false; });
}

// --- waiting for secrets

bool TlsConversation::is_encrypted(Side from, const Record& record) {
  if (server_ && server_->version == tls::tls_1_3 && !server_->retry) return record.type == tls::application_data;
  return of(from).encrypted || record.type == tls::application_data;
}

bool TlsConversation::must_wait(Side from, const Record& record) {
  if (secrets_ == nullptr || !secrets_->more_may_come() || gave_up_ || !client_) return false;
  if (!is_encrypted(from, record) || has_keys(from)) return false;
  // Early data comes before the server's hello; its secret is logged before all others.
  if (!server_)
    return client_->early_data && !secrets_->find(client_->random, Label::client_early) &&
           !secrets_->find(client_->random, Label::client_handshake);
  const tls::CipherSuite* suite = tls::cipher_suite(server_->suite);
  return suite != nullptr && suite->mode != tls::Mode::named_only && !unsealed() &&
         (server_->version == tls::tls_1_3 || server_->version == tls::tls_1_2);
}

// The cutter goes on while records wait for secrets: it must know what those after a change may look like.
void TlsConversation::arrived(Side from, const Record& record) {
  if (record.type == tls::change_cipher_spec && server_ && server_->version <= tls::tls_1_2) of(from).cutter.let_changes_be_sealed();
  if (!held_.empty() || must_wait(from, record)) return hold(from, record, false);
  take(from, record);
}

void TlsConversation::hold(Side from, const Record& record, bool end) {
  held_.push_back({from, end, record, std::string(text_of(record.body))});
  const std::size_t cost = sizeof(Held) + record.body.size();
  held_bytes_ += cost;
  wait();
  secrets_->hold(*this, cost);
  if (held_bytes_ > most_held) give_up();
}

// Hands shaken anew have secrets of their own.
void TlsConversation::wait() {
  if (!std::exchange(waiting_, true)) secrets_->wait(client_->random, *this);
}

void TlsConversation::give_up() {
  gave_up_ = true;
  let_go(true);
  gave_up_ = false;
}

void TlsConversation::secrets_came() {
  let_go(false);
  if (has_keys(Side::client) && has_keys(Side::server)) secrets_->came_too_late(std::exchange(unknown_bytes_, 0));
}

// In the order in which they came; not `all`: until one waits again.
void TlsConversation::let_go(bool all) {
  while (!held_.empty()) {
    Held& first = held_.front();
    first.record.body = bytes_of(first.body);
    if (!all && !first.end && must_wait(first.from, first.record)) return wait();
    const std::size_t cost = sizeof(Held) + first.body.size();
    held_bytes_ -= cost;
    Held taken = std::move(first);
    held_.pop_front();
    secrets_->let_go(*this, cost, held_.empty() ? tls::Secrets::Left::nothing : tls::Secrets::Left::something);
    taken.record.body = bytes_of(taken.body);
    if (taken.end)
      inner_end(taken.from);
    else
      take(taken.from, taken.record);
  }
}

// --- records

void TlsConversation::take(Side from, const Record& record) {
  Channel& channel = of(from);
  if (record.after_gap || record.damaged) {
    channel.messages.clear();
    channel.damaged = true;
  }
  if (record.after_gap) {
    channel.searches = 8;
    channel.passed += record.missing / (record_header + 17) + 1;
    inner_gap(from, record);
  }
  if (!is_encrypted(from, record)) {
    if (!record.damaged) take_plain(from, record, {record.type, record.body, 0}, false);
    return;
  }
  if (const auto plain = record.damaged ? std::nullopt : open(from, record)) return take_plain(from, record, *plain, true);
  if (record.damaged) ++channel.sequence;
  pass_over(from, record);
}

void TlsConversation::pass_over(Side from, const Record& record) {
  ++of(from).passed;
  of(from).messages.clear();
  missed_ = missed_ || of(from).passed > 8;                           // more than a handshake
  if (secrets_ != nullptr && !has_keys(from)) of(from).searches = 8;  // for secrets that come after it
  if (record.type == tls::application_data) {
    const tls::Closed why = why_closed(from);
    if (secrets_ != nullptr) secrets_->pass_over(why, record.length);
    if (why == tls::Closed::no_secrets) unknown_bytes_ += record.length;
    inner_gap(from, record);
    audience_.unopened(info_.number, from);
    if (audience_.wants_data_lines()) say(from, record, LineKind::data, {}, fmt::format("encrypted, {} bytes", record.length), false);
    return;
  }
  const std::string_view what = record.type == tls::alert ? "alert" : record.type == tls::handshake ? "handshake" : "record";
  say(from, record, kind_of(from), {}, fmt::format("encrypted {}, {} bytes", what, record.length), false);
}

void TlsConversation::take_plain(Side from, const Record& record, const tls::Plain& plain, bool opened) {
  Channel& channel = of(from);
  if (plain.type != tls::handshake) channel.messages.clear();  // nothing may come between its pieces (RFC 8446, 5.1)
  switch (plain.type) {
    case tls::change_cipher_spec:
      if ((server_ && server_->version == tls::tls_1_3) || (client_ && client_->early_data && !server_)) return;
      channel.encrypted = true;
      channel.sequence = 0;
      channel.openers = {};
      return say(from, record, kind_of(from), "ChangeCipherSpec",
                 unsealed() ? "ChangeCipherSpec: signed from here on, but not encrypted" : "ChangeCipherSpec: encrypted from here on",
                 opened);
    case tls::alert: {
      say(from, record, kind_of(from), "Alert", "Alert, " + tls::alert_text(plain.bytes), opened);
      if (opened && plain.bytes.size() >= 2 && plain.bytes[1] == std::byte{0}) inner_end(from);
      return;
    }
    case tls::handshake: return take_messages(from, record, plain, opened);
    case tls::application_data: return opened ? inner_data(from, record, plain) : pass_over(from, record);
    default: return;
  }
}

void TlsConversation::take_messages(Side from, const Record& record, const tls::Plain& plain, bool opened) {
  Channel& channel = of(from);
  if (channel.messages.empty()) {
    tls::Octets header(plain.bytes);
    const std::uint8_t type = header.u8();
    if (!known_message(type) || header.number(3) > longest_message)
      return say(from, record, kind_of(from), {}, fmt::format("encrypted handshake, {} bytes", record.length), false);
    channel.messages_position = record.position + plain.offset;
  }
  channel.messages += text_of(plain.bytes);
  for (;;) {
    tls::Octets left(bytes_of(channel.messages));
    const std::uint8_t type = left.u8();
    const std::uint32_t length = left.number(3);
    if (left.broken() || length > longest_message || left.size() < length) break;
    const std::string whole = channel.messages.substr(4, length);
    Record at = record;
    at.position = channel.messages_position;
    at.length = static_cast<std::uint16_t>(std::min<std::uint32_t>(length + 4, 0xffff));
    channel.messages.erase(0, 4 + length);
    channel.messages_position = record.position + plain.offset + plain.bytes.size() - channel.messages.size();
    message(from, at, type, bytes_of(whole), opened);
  }
  if (channel.messages.size() > longest_message) channel.messages.clear();
}

void TlsConversation::message(Side from, const Record& record, std::uint8_t type, tls::Bytes body, bool opened) {
  Channel& channel = of(from);
  switch (type) {
    case tls::client_hello: return say_client_hello(from, record, body, opened);
    case tls::server_hello: return say_server_hello(from, record, body, opened);
    case tls::certificate: return say_certificate(from, record, body, opened);
    case tls::encrypted_extensions:
      if (const std::string chosen = tls::chosen_protocol(body); !chosen.empty()) application_ = chosen;
      break;
    case tls::end_of_early_data:
    case tls::finished:
      if (!opened || !server_ || server_->version != tls::tls_1_3) break;
      channel.stage = type == tls::finished ? 2 : 1;
      channel.sequence = 0;
      break;
    case tls::key_update:
      if (opened) update_keys(from);
      break;
    default: break;
  }
  const std::string name = tls::handshake_name(type);
  say(from, record, kind_of(from), name, name, opened);
}

// --- what is inside

Reading& TlsConversation::inner() {
  if (!inner_)
    inner_ = std::make_unique<Reading>(
        info_, in_turn_, Inside{spoken_, inside(info_.server, application_), missed_ ? Start::missed : Start::heard, !unsealed()});
  return *inner_;
}

void TlsConversation::inner_data(Side from, const Record& record, const tls::Plain& plain) {
  if (plain.bytes.empty()) return;
  stream::Segment segment;
  segment.position = record.position + plain.offset;
  segment.bytes = plain.bytes;
  segment.length = plain.bytes.size();
  segment.packet = record.packet;
  segment.time_ns = record.time_ns;
  audience_.opened(info_.number, from, segment);
  if (!audience_.reads_inside()) return;
  inner().data(from, segment);
  settle();
  if (inner().deaf() && audience_.wants_data_lines())
    say(from, record, LineKind::data, {},
        fmt::format("{}, {} bytes of no protocol that is read here", unsealed() ? "not encrypted" : "opened", plain.bytes.size()), true);
}

void TlsConversation::settle() {
  if (in_turn_.waiting()) in_turn_.settle([this](Side from) { return inner_ && inner_->unfinished(from); });
}

void TlsConversation::inner_gap(Side from, const Record& record) {
  if (!inner_) return;
  stream::Segment missing;
  const std::uint64_t length = record.after_gap ? record.missing : record.length;
  constexpr std::uint64_t sealing = 17;  // a tag and a type
  missing.position = record.position;
  missing.length = length > sealing ? length - sealing : 1;
  missing.packet = record.packet;
  missing.time_ns = record.time_ns;
  inner_->gap(from, missing);
  settle();
}

void TlsConversation::inner_end(Side from) {
  if (std::exchange(of(from).inner_ended, true)) return;
  if (inner_) inner_->ended(from);
  settle();
  audience_.inside_over(info_.number, from);
}

void TlsConversation::say(Side from, const Record& record, LineKind kind, std::string_view verb, const std::string& text, bool opened) {
  Spoken spoken;
  spoken.line.stream = info_.number;
  spoken.line.protocol = packet::Protocol::tls;
  spoken.line.from = from;
  spoken.line.packet = record.packet;
  spoken.line.time_ns = record.time_ns;
  spoken.line.kind = kind;
  spoken.line.verb = verb;
  spoken.line.text = text;
  spoken.line.position = record.position;
  spoken.line.length = record.length;
  spoken.line.decrypted = opened && !unsealed();
  if (!in_turn_.waiting(from) && !(inner_ && inner_->unfinished(from))) return audience_.spoken(spoken);
  in_turn_.wait(spoken);
  if (!in_turn_.full()) return;
  inner_->let_go();
  settle();
}

}  // namespace cleartext::dialogue
