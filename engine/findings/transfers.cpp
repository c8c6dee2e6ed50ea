// Content is fingerprinted as it passes, also of a stream that no control connection has claimed yet; where content is
// kept, such a stream may say 16 MiB.
#include "engine/findings/transfers.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <utility>

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

bool asks_for_place(std::string_view verb) { return verb == "PASV" || verb == "EPSV" || verb == "PORT" || verb == "EPRT"; }

}  // namespace

bool sends_up(std::string_view verb) { return verb == "STOR" || verb == "STOU" || verb == "APPE"; }

// A machine that is knocked at by mistake may answer: then direction tells which side's words are the file.
Transfer::Body& Transfer::file() {
  if (bodies[0].bytes == 0 || bodies[1].bytes == 0) return bodies[bodies[0].bytes == 0 ? 1 : 0];
  return bodies[client_sends() ? 0 : 1];
}

bool Transfer::client_sends() const { return sends_up(command.verb) == (listens == wire::Side::server); }

bool Transfer::over() {
  if (over(bodies[0]) && over(bodies[1])) return true;
  const Body& sent = file();
  return sent.bytes > 0 && over(sent);
}

void Transfers::expect(const stream::StreamInfo& control, const dialogue::DataPlace& place) {
  auto transfer = std::make_shared<Transfer>();
  transfer->control = control.number;
  transfer->listens = place.listens;
  transfer->port = place.announced.port;
  transfer->place = place;
  transfer->client = control.client;
  transfer->server = control.server;
  Control& here = control_of(control);
  forget_unused(here);
  leave(here, place.packet);
  for (const Shared& each : here.transfers) {
    each->next_at = std::min(each->next_at, place.packet);
    if (each->answer_missed && !each->succeeded) claim(each, place.packet);
  }
  transfer->doubtful = here.missed || (!here.from_start && !place.asked && !place.by_default);  // the command may be missing, too
  if (!place.by_default) {
    ++announced_[transfer->port];
    if (announced_at_.size() < most_announced || announced_at_.contains(place.announced)) ++announced_at_[place.announced];
  }
  here.transfers.push_back(transfer);
  if (here.transfers.size() > most_places) here.transfers.pop_front();
  take_placeless(here, place, *transfer);
  offers_.add({place, control.client, control.server, transfer});
}

// A command that was said before anybody asked for this place has another one, that was missed.
void Transfers::take_placeless(Control& control, const dialogue::DataPlace& place, Transfer& transfer) {
  const auto fits = [&](const TransferCommand& each) {
    if (place.by_default) return each.place == place.asked;
    return place.asked ? each.place > *place.asked : !control.missed || each.packet > place.packet;
  };
  const auto first = std::find_if(control.placeless.begin(), control.placeless.end(), fits);
  if (first == control.placeless.end()) return;
  assign(transfer, *first);
  control.placeless.erase(first);
}

// What was answered and had no connection by then has none.
void Transfers::leave(Control& control, std::uint32_t packet) {
  for (const Shared& each : control.transfers)
    if (each->stream == packet::no_stream && each->succeeded) each->left_at = std::min(each->left_at, packet);
}

void Transfers::control_missed(std::uint32_t number, std::uint32_t packet) {
  const auto found = controls_.find(number);
  if (found == controls_.end()) return;
  leave(found->second, packet);
  found->second.missed = true;
  for (const Shared& each : found->second.transfers) each->doubtful = true;
  for (const Shared& each : found->second.transfers) each->answer_missed = !each->command.verb.empty();
}

// A new place takes the place of one that nothing was sent to.
void Transfers::forget_unused(Control& control) {
  std::erase_if(control.transfers, [&](const Shared& each) {
    const bool unused = each->stream == packet::no_stream && (each->command.verb.empty() || !each->succeeded.value_or(true));
    if (unused) offers_.forget(each);
    return unused;
  });
}

void Transfers::assign(Transfer& transfer, const TransferCommand& command) {
  transfer.command = command;
  transfer.succeeded.reset();
  transfer.answer_missed = false;
}

// "150 FILE: uniq.001" (RFC 1123, 4.1.2.9): only the server knows what STOU's file is called.
void Transfers::name_given(std::deque<Shared>& transfers, const Spoken& spoken) {
  constexpr std::string_view mark = "FILE: ";
  const std::size_t at = spoken.line.text.find(mark);
  for (const Shared& each : transfers)
    if (at != std::string_view::npos && each->command.verb == "STOU" && each->command.place == spoken.answers->position)
      each->command.name = spoken.line.text.substr(at + mark.size());
}

void Transfers::command(Control& control, const Spoken& spoken) {
  TransferCommand command{spoken.answers->verb,     spoken.answers->argument,
                          spoken.answers->position, std::exchange(control.restart, 0),
                          spoken.line.packet,       control.framed};
  if (!control.transfers.empty()) claim_for_missed(Shared(control.transfers.back()), command.packet);
  if (is_free(control, command)) {
    const Shared latest = control.transfers.back();
    assign(*latest, command);
    return tell_if_done(latest);
  }
  control.placeless.push_back(std::move(command));
  if (control.placeless.size() > most_placeless) control.placeless.pop_front();
}

// The latest place, unless another command, that was missed, has used it.
bool Transfers::is_free(const Control& control, const TransferCommand& command) {
  if (control.transfers.empty()) return false;
  const Transfer& latest = *control.transfers.back();
  if (latest.doubtful && latest.began != 0 && latest.began < command.packet) return false;
  const bool answer_missed = latest.answer_missed && !latest.succeeded && control.asked_place <= latest.command.place &&
                             (latest.began == 0 || latest.began > command.packet);  // it was a refusal: nothing was sent
  return latest.command.verb.empty() || !latest.succeeded.value_or(true) || answer_missed;
}

Transfers::Control& Transfers::control_of(const stream::StreamInfo& info) {
  const auto [found, fresh] = controls_.try_emplace(info.number);
  if (fresh) {
    found->second.client = info.client;
    found->second.server = info.server;
    found->second.from_start = info.from_start;
    offers_.begin_talk(info.client, info.server);
  }
  return found->second;
}

std::optional<dialogue::DataPlace> Transfers::hear(const stream::StreamInfo& info, const Spoken& spoken) {
  Control& control = control_of(info);
  control.secured = control.secured || spoken.line.decrypted;
  if (spoken.answers == nullptr) return {};
  if (spoken.answers->verb == "AUTH" && spoken.line.code.starts_with('2')) control.secured = true;
  const std::string& verb = spoken.answers->verb;
  const bool reply = spoken.line.kind == LineKind::reply;
  if (verb == "REST" && reply && spoken.line.code == "350") control.restart = number_of(spoken.answers->argument);
  if (verb == "MODE" && reply && spoken.line.code == "200")
    control.framed = !spoken.answers->argument.starts_with('S') && !spoken.answers->argument.starts_with('s');
  if (spoken.line.kind == LineKind::command && asks_for_place(verb)) control.asked_place = spoken.answers->position;
  if (!uses_data(verb)) return {};
  if (spoken.line.kind == LineKind::command) {
    leave(control, spoken.line.packet);
    return command(control, spoken), std::nullopt;
  }
  if (!reply) return {};
  const std::uint64_t place = spoken.answers->position;
  if (verb == "STOU" && spoken.line.code.starts_with('1')) name_given(control.transfers, spoken);
  const auto placeless =
      std::find_if(control.placeless.begin(), control.placeless.end(), [&](const auto& each) { return each.place == place; });
  if (placeless != control.placeless.end()) {
    if (spoken.line.code.starts_with('1'))
      return dialogue::DataPlace{info.client, info.client, wire::Side::client, true, place, spoken.line.packet};
    if (spoken.last) control.placeless.erase(placeless);
  }
  if (!spoken.last) return {};
  const auto found = std::find_if(control.transfers.begin(), control.transfers.end(),
                                  [&](const Shared& each) { return !each->command.verb.empty() && each->command.place == place; });
  if (found == control.transfers.end()) return {};
  const Shared transfer = *found;
  transfer->succeeded = spoken.line.code.front() == '2';
  if (*transfer->succeeded) claim(transfer, spoken.line.packet);
  tell_if_done(transfer);
  return {};
}

void Transfers::control_closed(const stream::StreamInfo& control) {
  const auto found = controls_.find(control.number);
  if (found == controls_.end()) return;
  for (const Shared& transfer : std::deque<Shared>(found->second.transfers)) {
    if (transfer->succeeded.value_or(true)) claim(transfer, std::min(transfer->next_at, control.last_packet));
    tell_if_done(transfer, transfer->over());
  }
  offers_.forget_if([&](const Transfer& each) { return each.control == control.number && each.command.verb.empty(); });
  offers_.end_talk(found->second.client, found->second.server);
  controls_.erase(found);
}

std::optional<std::uint32_t> Transfers::opened(const stream::StreamInfo& info) {
  const DataConnection ends{info.number, info.client, info.server, info.state == stream::StreamState::opening, info.first_packet};
  const Shared transfer = offers_.take(ends);
  if (!transfer) return {};
  transfer->stream = info.number;
  transfer->ends = ends;
  transfer->twin = offers_.take_twin(ends, *transfer);
  streams_[info.number] = transfer;
  return transfer->control;
}

void Transfers::data(std::uint32_t stream, wire::Side from, std::string_view bytes, std::uint32_t packet, bool decrypted) {
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return;
  Transfer& transfer = *found->second;
  Transfer::Body& body = transfer.of(from);
  const bool waits = transfer.control == packet::no_stream;
  if (waits && std::min(wanted_.kept, body.content.size() + bytes.size()) > most_early) return forget(stream);
  body.bytes += bytes.size();
  transfer.decrypted = decrypted;
  transfer.packet = packet;
  if (transfer.began == 0) transfer.began = packet;
  if (!told_) return;
  if (wanted_.sums == Sums::all) {
    if (!body.sum) body.sum.emplace();
    body.sum->add(bytes);
  }
  const std::string_view kept = bytes.substr(0, wanted_.kept - std::min(wanted_.kept, body.content.size()));
  body.content.append(kept, listener_.stays(kept));
  if (wanted_.growing && !waits) tell_growth(transfer);
  if (!waits) return;
  for (waiting_bytes_ += kept.size(); waiting_bytes_ > most_waiting_bytes;) forget(*unclaimed_.begin());
}

// What looks like the beginning of TLS may be the outside of the file.
void Transfers::tell_growth(Transfer& transfer) {
  Transfer::Body& body = transfer.file();
  if (!moves_a_file(transfer.command.verb) || body.shown == body.content.size()) return;
  if (!transfer.decrypted && body.content.starts_with('\x16')) return;
  const auto tell = [&](std::string_view more) {
    listener_.file_grew({transfer.stream, transfer.packet, transfer.command.name, more, transfer.decrypted});
  };
  body.content.each(tell, body.shown);
  body.shown = body.content.size();
}

bool Transfers::may_be_sealed(std::uint32_t stream) const {
  const auto found = streams_.find(stream);
  const auto control = found == streams_.end() ? controls_.end() : controls_.find(found->second->control);
  return control == controls_.end() || control->second.secured || control->second.missed || !control->second.from_start;
}

void Transfers::begin_again(std::uint32_t stream) {
  const auto found = streams_.find(stream);
  if (found == streams_.end()) return;
  found->second->sealed = true;
  for (Transfer::Body& body : found->second->bodies) {
    if (found->second->control == packet::no_stream) waiting_bytes_ -= body.content.size();
    body = {0, {}, {}, {}, 0, body.ended, body.whole, false};
  }
}

void Transfers::inside_over(std::uint32_t stream, wire::Side from) {
  const auto found = streams_.find(stream);
  if (found == streams_.end() || found->second->of(from).inside_over) return;
  const Shared transfer = found->second;
  transfer->of(from).inside_over = true;
  if (transfer->control != packet::no_stream) tell_if_done(transfer, controls_.count(transfer->control) == 0);
}

void Transfers::gap(std::uint32_t stream) {
  if (const auto found = streams_.find(stream); found != streams_.end()) found->second->damaged = true;
}

void Transfers::ended(std::uint32_t stream, wire::Side from, bool whole, std::uint32_t packet) {
  const auto found = streams_.find(stream);
  if (found == streams_.end() || found->second->of(from).ended) return;
  const Shared transfer = found->second;
  if (transfer->began == 0) transfer->began = packet;
  transfer->of(from).ended = true;
  transfer->of(from).whole = whole;
  if (transfer->over() && transfer->control != packet::no_stream) tell_if_done(transfer, controls_.count(transfer->control) == 0);
}

void Transfers::closed(const stream::StreamInfo& info) {
  for (const wire::Side side : {wire::Side::client, wire::Side::server}) {
    inside_over(info.number, side);
    ended(info.number, side, false, info.last_packet);
  }
}

// Both commands moved the same bytes.
void Transfers::hand_to_twin(Transfer& transfer) {
  const Shared twin = std::exchange(transfer.twin, nullptr);
  if (!twin) return;
  twin->stream = transfer.stream;
  twin->packet = transfer.packet;
  twin->ends = transfer.ends;
  for (std::size_t i = 0; i < transfer.bodies.size(); ++i) {
    const Transfer::Body& said = transfer.bodies[i];
    twin->bodies[i] = {said.bytes, {}, said.hex, said.content, 0, said.ended, said.whole, said.inside_over};
  }
  twin->damaged = transfer.damaged;
  twin->sealed = transfer.sealed;
  twin->decrypted = transfer.decrypted;
  tell_if_done(twin, controls_.count(twin->control) == 0);
}

// Told once it has ended and been answered; `now`: no answer will come any more, nor a command that was missed.
void Transfers::tell_if_done(const Shared& transfer, bool now) {
  if (transfer->told || transfer->stream == packet::no_stream || !transfer->over()) return;
  if (transfer->command.verb.empty() && !(now && transfer->doubtful && transfer->file().bytes > 0)) return;
  if (!transfer->succeeded && !now) return;
  transfer->told = true;
  for (Transfer::Body& body : transfer->bodies)
    if (body.sum) body.hex = std::exchange(body.sum, std::nullopt)->hex();
  hand_to_twin(*transfer);
  streams_.erase(transfer->stream);
  if (const auto control = controls_.find(transfer->control); control != controls_.end()) std::erase(control->second.transfers, transfer);
  if (!told_ || (!transfer->command.verb.empty() && !moves_a_file(transfer->command.verb))) return;
  Transfer::Body& body = transfer->file();
  if (body.bytes == 0 && !transfer->succeeded.value_or(true)) return;  // refused before a byte of it passed
  File file;
  file.stream = transfer->control;
  file.data_stream = transfer->stream;
  file.packet = transfer->packet;
  file.command = transfer->command.verb;
  file.name = transfer->command.name;
  file.bytes = body.bytes;
  file.sha256 = body.hex.empty() && body.bytes == 0 ? sha256_hex({}) : body.hex;
  file.complete = body.whole && !transfer->damaged && !transfer->command.framed && transfer->succeeded.value_or(true) &&
                  !file.command.empty() &&  // unheard, it may have asked for a list, or for the rest of a file
                  (file.bytes == 0 || !transfer->ends.sure || transfer->carries());
  file.decrypted = transfer->decrypted;
  file.offset = transfer->command.offset;
  file.content = std::move(body.content);
  listener_.file(std::move(file));
}

}  // namespace cleartext::findings
