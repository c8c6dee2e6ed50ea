// Content is fingerprinted as it passes; of a stream that no control connection has claimed yet, 1 MiB is
// kept at most.
#include "engine/findings/transfers.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace cleartext::findings {

using dialogue::LineKind;
using dialogue::Spoken;

namespace {

bool moves_a_file(std::string_view verb) {
  static constexpr std::array verbs = {"RETR", "STOR", "STOU", "APPE"};
  return std::find(verbs.begin(), verbs.end(), verb) != verbs.end();
}

std::uint64_t number_of(std::string_view text) {
  std::uint64_t value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

bool uses_data(std::string_view verb) {
  static constexpr std::array lists = {"LIST", "NLST", "MLSD"};
  return moves_a_file(verb) || std::find(lists.begin(), lists.end(), verb) != lists.end();
}

}  // namespace

std::optional<std::uint32_t> Transfers::expect(std::uint32_t control, const packet::Endpoint& announced,
                                               const packet::Endpoint& near) {
  auto transfer = std::make_shared<Transfer>();
  transfer->control = control;
  std::deque<Shared>& of_control = controls_[control];
  of_control.push_back(transfer);
  if (of_control.size() > most_waiting) of_control.pop_front();
  for (const std::uint32_t number : unclaimed_) {
    const Shared early = streams_[number];
    if (early->server != announced && early->server != near) continue;
    std::erase(unclaimed_, number);
    claim(early, transfer);
    return number;
  }
  if (expected_.size() > most_expected) expected_.clear();
  expected_[announced] = transfer;
  expected_[near] = transfer;
  return {};
}

// "150 FILE: uniq.001" (RFC 1123, 4.1.2.9): only the server knows what STOU's file is called.
void Transfers::name_given(std::deque<Shared>& transfers, const Spoken& spoken) {
  constexpr std::string_view mark = "FILE: ";
  const std::size_t at = spoken.line.text.find(mark);
  for (const Shared& each : transfers)
    if (at != std::string_view::npos && each->command == "STOU" && each->command_place == spoken.answers->position)
      each->name = spoken.line.text.substr(at + mark.size());
}

// The stream was there before its announcement: what it carried so far moves over.
void Transfers::claim(const Shared& from, const Shared& to) {
  const std::uint32_t control = to->control;
  *to = std::move(*from);
  to->control = control;
  streams_[to->stream] = to;
}

void Transfers::hear(const Spoken& spoken) {
  if (spoken.answers == nullptr) return;
  if (spoken.answers->verb == "REST" && spoken.line.kind == LineKind::reply && spoken.line.code == "350")
    restarts_[spoken.line.stream] = number_of(spoken.answers->argument);
  if (!uses_data(spoken.answers->verb)) return;
  const auto control = controls_.find(spoken.line.stream);
  if (control == controls_.end() || control->second.empty()) return;
  std::deque<Shared>& transfers = control->second;
  if (spoken.line.kind == LineKind::command) {
    const Shared& latest = transfers.back();
    if (!latest->command.empty() && latest->succeeded.value_or(true))
      return;  // it needs a new place, and has none
    latest->command = spoken.answers->verb;
    latest->name = spoken.answers->argument;
    latest->command_place = spoken.answers->position;
    if (const auto restart = restarts_.extract(spoken.line.stream); !restart.empty()) latest->offset = restart.mapped();
    latest->succeeded.reset();
    return tell_if_done(Shared(latest));
  }
  if (spoken.line.kind != LineKind::reply || !spoken.last) return;
  if (spoken.answers->verb == "STOU" && spoken.line.code.starts_with('1')) name_given(transfers, spoken);
  const auto found = std::find_if(transfers.begin(), transfers.end(), [&](const Shared& each) {
    return !each->command.empty() && each->command_place == spoken.answers->position;
  });
  if (found == transfers.end()) return;
  (*found)->succeeded = spoken.line.code.front() == '2';
  tell_if_done(Shared(*found));
}

void Transfers::control_closed(std::uint32_t control) {
  const auto found = controls_.find(control);
  if (found == controls_.end()) return;
  for (const Shared& transfer : std::deque<Shared>(found->second)) tell_if_done(transfer, transfer->ended);
  std::erase_if(expected_, [&](const auto& each) {
    return each.second->control == control && each.second->command.empty();
  });
  controls_.erase(control);
  restarts_.erase(control);
}

std::optional<std::uint32_t> Transfers::opened(const stream::StreamInfo& info) {
  if (const auto found = expected_.find(info.server); found != expected_.end()) {
    const Shared transfer = found->second;
    std::erase_if(expected_, [&](const auto& each) { return each.second == transfer; });
    transfer->stream = info.number;
    transfer->server = info.server;
    streams_[info.number] = transfer;
    return transfer->control;
  }
  auto early = std::make_shared<Transfer>();
  early->stream = info.number;
  early->server = info.server;
  streams_[info.number] = std::move(early);
  unclaimed_.push_back(info.number);
  if (unclaimed_.size() > most_waiting) forget(unclaimed_.front());
  return {};
}

void Transfers::data(std::uint32_t stream, std::string_view bytes, std::uint32_t packet, bool decrypted) {
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return;
  Transfer& transfer = *found->second;
  if (transfer.control == packet::no_stream && transfer.bytes + bytes.size() > most_early)
    return forget(stream);
  transfer.bytes += bytes.size();
  transfer.decrypted = decrypted;
  if (!told_) return;
  transfer.sum.add(bytes);
  transfer.packet = packet;
  if (transfer.content.size() < kept_)
    transfer.content.append(bytes.substr(0, kept_ - transfer.content.size()));
}

void Transfers::begin_again(std::uint32_t stream) {
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return;
  found->second->bytes = 0;
  found->second->sum = {};
  found->second->content.clear();
}

void Transfers::gap(std::uint32_t stream) {
  if (const auto found = streams_.find(stream); found != streams_.end()) found->second->damaged = true;
}

void Transfers::ended(std::uint32_t stream, bool whole) {
  const auto found = streams_.find(stream);
  if (found == streams_.end() || found->second->ended) return;
  const Shared transfer = found->second;
  transfer->ended = true;
  transfer->whole = whole;
  if (transfer->control != packet::no_stream) tell_if_done(transfer, controls_.count(transfer->control) == 0);
}

void Transfers::forget(std::uint32_t stream) {
  const auto found = streams_.find(stream);
  if (found == streams_.end() || found->second->control != packet::no_stream) return;
  streams_.erase(found);
  std::erase(unclaimed_, stream);
}

// Told once it has ended and been answered; `now`: no answer will come any more.
void Transfers::tell_if_done(const Shared& transfer, bool now) {
  if (transfer->told || !transfer->ended || transfer->stream == packet::no_stream ||
      transfer->command.empty())
    return;
  if (!transfer->succeeded && !now) return;
  transfer->told = true;
  streams_.erase(transfer->stream);
  if (const auto control = controls_.find(transfer->control); control != controls_.end())
    std::erase(control->second, transfer);
  if (!told_ || !moves_a_file(transfer->command)) return;
  File file;
  file.stream = transfer->control;
  file.data_stream = transfer->stream;
  file.packet = transfer->packet;
  file.command = transfer->command;
  file.name = transfer->name;
  file.bytes = transfer->bytes;
  file.sha256 = transfer->sum.hex();
  file.complete = transfer->whole && !transfer->damaged && transfer->succeeded.value_or(true);
  file.decrypted = transfer->decrypted;
  file.offset = transfer->offset;
  file.content = std::move(transfer->content);
  listener_.file(std::move(file));
}

}  // namespace cleartext::findings
