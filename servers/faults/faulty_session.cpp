#include "servers/faults/faulty_session.h"

#include <algorithm>
#include <utility>

#include "servers/faults/replies.h"

namespace cleartext::faults {

namespace {

constexpr std::size_t most_open = 1000;  // commands that wait for their answer

// What is said later waits for what is said before.
void append(wire::Output& all, wire::Output next) {
  auto* tail = &all;
  while (tail->then) tail = tail->then.get();
  if (next.wait == wire::Milliseconds(0)) {
    tail->bytes += next.bytes;
    std::move(next.effects.begin(), next.effects.end(), std::back_inserter(tail->effects));
    tail->then = std::move(next.then);
  } else if (tail == &all && all.bytes.empty() && all.effects.empty()) {
    all = std::move(next);
  } else {
    tail->then = std::make_shared<wire::Output>(std::move(next));
  }
}

class OverheardWork final : public wire::Work {
 public:
  OverheardWork(std::shared_ptr<wire::Work> work, std::shared_ptr<std::string> heard) : work_(std::move(work)), heard_(std::move(heard)) {}
  void run() override { work_->run(); }
  std::string answer() override {
    *heard_ = work_->answer();
    return {};
  }

 private:
  std::shared_ptr<wire::Work> work_;
  std::shared_ptr<std::string> heard_;
};

template <typename Kind>
bool wants(const wire::Output& output) {
  return std::any_of(output.effects.begin(), output.effects.end(),
                     [](const wire::Effect& each) { return std::holds_alternative<Kind>(each); });
}

}  // namespace

const Reply* FaultySession::reply_to(std::string_view when) const {
  if (when.empty()) return nullptr;
  return orders_.latest<Reply>([&](const Reply& each) { return each.when == when && each.target.covers(role_, service_); });
}

const Cut* FaultySession::cut_at(std::string_view verb) const {
  if (verb.empty()) return nullptr;
  return orders_.latest<Cut>(
      [&](const Cut& each) { return each.moment != Cut::Moment::after_bytes && each.when == verb && each.target.covers(role_, service_); });
}

const Cut* FaultySession::cut_after_bytes() const {
  return orders_.latest<Cut>(
      [&](const Cut& each) { return each.moment == Cut::Moment::after_bytes && each.target.covers(role_, service_); });
}

wire::Output FaultySession::greet() {
  fresh_ = true;
  if (speech_ != Speech::http) open_.push_back({std::string(greeting), "*", {}});  // there the client speaks first
  return said(session_->greet());
}

wire::Output FaultySession::secured() {
  starting_tls_ = false;
  reader_.restart();
  open_.clear();
  return said(session_->secured());
}

wire::Output FaultySession::receive(std::string_view bytes) {
  wire::Output all;
  Piece piece;
  while (!over_ && !starting_tls_ && !work_answer_ && reader_.next(bytes, piece)) append(all, take(piece));
  if (work_answer_) later_ += bytes;
  return all;
}

// What is said after work is held back here, so that it can be changed like all else.
void FaultySession::listen_in(wire::Output& output) {
  for (auto& effect : output.effects) {
    if (auto* after = std::get_if<wire::SayAfter>(&effect)) {
      work_answer_ = std::make_shared<std::string>();
      after->work = std::make_shared<OverheardWork>(std::move(after->work), work_answer_);
      after_work_ = std::exchange(output.then, nullptr);
    }
  }
}

wire::Output FaultySession::worked() {
  wire::Output all;
  if (const auto answer = std::exchange(work_answer_, nullptr)) all = said({std::move(*answer), {}, {}});
  append(all, said(session_->worked()));
  if (const auto held = std::exchange(after_work_, nullptr)) append(all, said(std::move(*held)));
  append(all, receive(std::exchange(later_, {})));
  return all;
}

wire::Output FaultySession::take(const Piece& piece) {
  passed_ += piece.bytes.size();
  if (piece.verb.empty()) return deaf_ ? wire::Output() : said(session_->receive(piece.bytes));
  deaf_ = false;
  fresh_ = true;
  if (!orders_.empty() && open_.size() < most_open) {
    const auto* reply = reply_to(piece.verb);
    if (reply != nullptr && is_refusal(speech_, reply->text)) return refuse(piece, *reply);
    open_.push_back({piece.verb, piece.tag, {}});
  }
  return said(session_->receive(piece.bytes));
}

// A line end that is none makes the session refuse the letter by its own rule (RFC 5321, 2.3.8); what it says is then
// put in other words. A data connection that "cannot be opened" or "broke" is closed for real (RFC 959, 4.2).
wire::Output FaultySession::refuse(const Piece& piece, const Reply& reply) {
  if (piece.verb == dot) {
    open_.push_back({piece.verb, {}, {}});
    return said(session_->receive("\n\r\n.\r\n"));
  }
  deaf_ = true;
  wire::Output output;
  const bool about_data = speech_ == Speech::ftp && (reply.text.starts_with("425") || reply.text.starts_with("426"));
  if (about_data && open_.empty()) output.effects = session_->receive("ABOR\r\n").effects;
  open_.push_back({piece.verb, piece.tag, reply.text});
  return said(std::move(output));
}

// The bytes up to the cut are the session's, so that what a break leaves behind is as much as passed.
wire::Output FaultySession::data_received(std::string_view bytes) {
  const auto* limit = cut_after_bytes();
  const auto left = limit == nullptr ? bytes.size() : limit->bytes - std::min(limit->bytes, passed_);
  passed_ += bytes.size();
  auto output = said(session_->data_received(bytes.substr(0, left)));
  if (limit != nullptr && left <= bytes.size()) cut(output, limit->way);
  return output;
}

wire::Output FaultySession::data_sent() { return said(read_meter() ? session_->data_sent() : session_->data_failed()); }

wire::Output FaultySession::data_failed() {
  (void)read_meter();
  return said(session_->data_failed());
}

bool FaultySession::read_meter() {
  const auto meter = std::exchange(meter_, nullptr);
  if (meter == nullptr) return true;
  passed_ += meter->passed();
  return meter->left() > 0;
}

void FaultySession::meter(wire::Output& output) {
  const auto* limit = cut_after_bytes();
  if (limit == nullptr) return;
  for (auto& effect : output.effects) {
    auto* send = std::get_if<wire::SendData>(&effect);
    if (send == nullptr) continue;
    meter_ = std::make_shared<Meter>(std::move(send->source), limit->bytes - std::min(limit->bytes, passed_),
                                     limit->way == Cut::Way::reset ? Meter::End::broken : Meter::End::orderly);
    send->source = meter_;
  }
}

// Everything that leaves passes here.
wire::Output FaultySession::said(wire::Output output) {
  if (over_) return {};
  starting_tls_ = starting_tls_ || wants<wire::StartTls>(output);
  listen_in(output);
  std::vector<std::string> answered;
  if (orders_.empty()) {
    open_.clear();
  } else {
    answered = reword(output);
  }
  reader_.heard(output.bytes);
  if (!orders_.empty()) spoil(output, answered);
  passed_ += output.bytes.size();
  meter(output);
  return output;
}

std::vector<std::string> FaultySession::reword(wire::Output& output) {
  std::vector<std::string> answered;
  std::string bytes;
  const auto original = std::exchange(output.bytes, {});
  for (const auto reply : split_replies(speech_, original)) {
    auto* question = open_.empty() ? nullptr : &open_.front();
    const std::string tag = question == nullptr ? std::string() : question->tag;
    const auto code = code_of(speech_, reply, tag);
    const bool answers = question != nullptr && (speech_ != Speech::imap || !code.empty()) && !is_ahead(speech_, reply);
    const auto* instead = answers ? reply_to(question->verb) : nullptr;
    if (instead == nullptr && !code.empty() && !starting_tls_) instead = reply_to(code);
    if (answers) answered.push_back(std::exchange(question->verb, {}));
    // RFC 959, 4.2: after a 1 another reply comes to the same command.
    if (answers && !(speech_ == Speech::ftp && code.starts_with('1'))) open_.pop_front();
    if (instead == nullptr) {
      bytes += reply;
    } else {
      say_instead(*instead, tag, code, output, bytes);
    }
  }
  while (!open_.empty() && open_.front().refusal) {
    const auto question = std::move(open_.front());
    open_.pop_front();
    answered.push_back(question.verb);
    say_instead({{}, {}, *question.refusal}, question.tag, {}, output, bytes);
  }
  output.bytes = std::move(bytes);
  return answered;
}

void FaultySession::say_instead(const Reply& reply, std::string_view tag, std::string_view code, wire::Output& output, std::string& bytes) {
  bytes += wire_form(speech_, reply.text, tag);
  if (is_refusal(speech_, reply.text)) give_up(output, code);
  if (speech_ == Speech::http || is_last_word(speech_, reply.text)) {
    output.effects.emplace_back(wire::Close{});
    over_ = true;
  }
}

// What the session began because it said yes.
void FaultySession::give_up(wire::Output& output, std::string_view code) {
  if (speech_ == Speech::smtp && code == "354") (void)session_->receive("\n\r\n.\r\n");
  if (speech_ == Speech::smtp && code == "334") (void)session_->receive("*\r\n");
  if (speech_ != Speech::ftp || !code.starts_with('1')) return;
  output.effects = session_->receive("ABOR\r\n").effects;
  if (!open_.empty()) open_.pop_front();
}

void FaultySession::spoil(wire::Output& output, const std::vector<std::string>& answered) {
  if (!output.bytes.empty()) {
    const bool in_pieces = speech_ == Speech::imap || speech_ == Speech::http;
    const auto* delay = orders_.latest<Delay>([&](const Delay& each) {
      return each.target.covers(role_, service_) && (each.when.empty() || (!answered.empty() && each.when == answered.front()));
    });
    if (delay != nullptr && (std::exchange(fresh_, false) || !in_pieces)) output.wait = delay->time;
  }
  for (const auto& verb : answered) {
    const auto* order = cut_at(verb);
    if (order == nullptr) continue;
    if (order->moment == Cut::Moment::instead_of_reply) output.bytes.clear();
    return cut(output, order->way);
  }
  const auto* limit = cut_after_bytes();
  if (limit == nullptr || passed_ + output.bytes.size() < limit->bytes) return;
  output.bytes.resize(limit->bytes - std::min(limit->bytes, passed_));
  cut(output, limit->way);
}

void FaultySession::cut(wire::Output& output, Cut::Way way) {
  output.effects.clear();
  output.then.reset();
  way == Cut::Way::reset ? output.effects.emplace_back(wire::Abort{}) : output.effects.emplace_back(wire::Close{});
  over_ = true;
}

}  // namespace cleartext::faults
