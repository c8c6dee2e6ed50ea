// A line: label, the ClientHello's random, the secret; both in hexadecimal.
#include "engine/tls/secrets.h"

#include <algorithm>
#include <cstring>
#include <numeric>
#include <optional>
#include <utility>

namespace cleartext::tls {

namespace {

constexpr std::size_t most_sessions = 1'000'000, longest_line = 512;

constexpr std::array<std::pair<std::string_view, Label>, 6> labels = {{
    {"CLIENT_RANDOM", Label::master},
    {"CLIENT_EARLY_TRAFFIC_SECRET", Label::client_early},
    {"CLIENT_HANDSHAKE_TRAFFIC_SECRET", Label::client_handshake},
    {"SERVER_HANDSHAKE_TRAFFIC_SECRET", Label::server_handshake},
    {"CLIENT_TRAFFIC_SECRET_0", Label::client_traffic},
    {"SERVER_TRAFFIC_SECRET_0", Label::server_traffic},
}};

int digit(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  if (c >= 'A' && c <= 'F') return c - 'A' + 10;
  return -1;
}

std::optional<std::vector<std::byte>> from_hex(std::string_view text) {
  std::vector<std::byte> bytes;
  if (text.empty() || text.size() % 2 != 0) return {};
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]), low = digit(text[i + 1]);
    if (high < 0 || low < 0) return {};
    bytes.push_back(static_cast<std::byte>(high << 4 | low));
  }
  return bytes;
}

std::string_view word(std::string_view& line) {
  const std::size_t start = std::min(line.find_first_not_of(" \t"), line.size());
  line.remove_prefix(start);
  const std::string_view found = line.substr(0, line.find_first_of(" \t"));
  line.remove_prefix(found.size());
  return found;
}

}  // namespace

std::string_view reason(Closed why) {
  switch (why) {
    case Closed::no_secrets: return "the secrets of their sessions are not known";
    case Closed::too_late: return "the secrets of their sessions came too late, behind more than can be held back";
    case Closed::cipher: return "their secrets may be known, but no cipher suite like theirs is opened here";
    case Closed::version: return "their secrets may be known, but only TLS 1.2 and 1.3 are opened here";
    case Closed::missing: return "bytes of their sessions are missing from the capture";
    case Closed::no_match: return "the secrets that are known for their sessions do not fit them";
  }
  return {};
}

std::uint64_t Secrets::passed_over() const { return std::accumulate(closed_.begin(), closed_.end(), std::uint64_t{0}); }

void Secrets::came_too_late(std::uint64_t bytes) {
  std::uint64_t& unknown = closed_[static_cast<std::size_t>(Closed::no_secrets)];
  bytes = std::min(bytes, unknown);
  unknown -= bytes;
  pass_over(Closed::too_late, bytes);
}

std::size_t Secrets::Hash::operator()(const Random& random) const {
  std::size_t value = 0;
  std::memcpy(&value, random.data() + 8, sizeof value);  // the first four bytes may be a clock
  return value;
}

void Secrets::add(std::string_view text) {
  while (!text.empty()) {
    const std::size_t end = text.find_first_of("\r\n");
    const std::string_view piece = text.substr(0, end);
    if (unfinished_.size() + piece.size() <= longest_line) unfinished_ += piece;
    if (end == std::string_view::npos) return;
    const std::string line = std::exchange(unfinished_, {});
    take_line(line);
    text.remove_prefix(end + 1);
  }
}

void Secrets::end_of_log() { take_line(std::exchange(unfinished_, {})); }

void Secrets::take_line(std::string_view line) {
  const std::string_view whole = line;
  const std::string_view name = word(line);
  const auto label = std::find_if(labels.begin(), labels.end(), [&](const auto& each) { return each.first == name; });
  if (label == labels.end()) return;
  const auto session = from_hex(word(line));
  auto secret = from_hex(word(line));
  if (!session || session->size() != sizeof(Random) || !secret || secret->size() > 64) return;
  Random random;
  std::copy(session->begin(), session->end(), random.begin());
  if (sessions_.size() >= most_sessions && sessions_.count(random) == 0) return;
  std::vector<std::byte>& place = sessions_[random][static_cast<std::size_t>(label->second)];
  if (listener_ && place != *secret) listener_(whole);
  place = std::move(*secret);
  const auto [first, last] = waiting_.equal_range(random);
  std::vector<Waiting*> told;
  for (auto each = first; each != last; ++each) told.push_back(each->second);
  for (Waiting* each : told) each->secrets_came();
}

const std::vector<std::byte>* Secrets::find(const Random& session, Label label) const {
  const auto found = sessions_.find(session);
  if (found == sessions_.end()) return nullptr;
  const std::vector<std::byte>& secret = found->second[static_cast<std::size_t>(label)];
  return secret.empty() ? nullptr : &secret;
}

bool Secrets::whole(const Random& session) const {
  const auto known = [&](Label label) { return find(session, label) != nullptr; };
  return known(Label::master) ||
         (known(Label::client_handshake) && known(Label::server_handshake) && known(Label::client_traffic) && known(Label::server_traffic));
}

void Secrets::ask() {
  if (const auto call = std::exchange(ask_, nullptr)) call();
}

void Secrets::wait(const Random& session, Waiting& who) { waiting_.emplace(session, &who); }

void Secrets::forget(const Random& session, Waiting& who) {
  const auto [first, last] = waiting_.equal_range(session);
  for (auto each = first; each != last; ++each)
    if (each->second == &who) return void(waiting_.erase(each));
}

void Secrets::hold(Waiting& who, std::size_t bytes) {
  held_ += bytes;
  if (!std::exchange(who.holds_, true)) who.place_ = holding_.insert(holding_.end(), &who);
  while (held_ > most_held && !holding_.empty()) {
    Waiting& oldest = *holding_.front();
    oldest.give_up();
    if (oldest.holds_) let_go(oldest, 0, Left::nothing);
  }
}

void Secrets::let_go(Waiting& who, std::size_t bytes, Left left) {
  held_ -= bytes;
  if (left == Left::nothing && std::exchange(who.holds_, false)) holding_.erase(who.place_);
}

}  // namespace cleartext::tls
