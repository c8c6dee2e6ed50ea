#include "servers/actors/relay.h"

#include <algorithm>

namespace cleartext::actors {
namespace {

// RFC 5321, 4.5.4.1 wants half an hour; a class does not have it.
constexpr wire::Milliseconds retry_pause{10'000};
constexpr int most_attempts = 50, most_at_once = 20;

std::string domain_of(const std::string& address) { return address.substr(address.find('@') + 1); }

}  // namespace

Relay::Relay(std::string host_name, store::MailQueue& queue, wire::Clock& clock, Hooks hooks)
    : host_name_(std::move(host_name)), queue_(queue), clock_(clock), hooks_(std::move(hooks)) {}

void Relay::run() {
  for (const auto& mail : queue_.list()) add(mail.id);
}

void Relay::add(const std::string& id) {
  if (!busy_.insert(id).second) return;
  waiting_.push_back(id);
  send_waiting();
}

void Relay::send_waiting() {
  while (sending_ < most_at_once && !waiting_.empty()) {
    const auto id = std::move(waiting_.front());
    waiting_.pop_front();
    if (const auto mail = queue_.find(id)) {
      start(*mail);
    } else {
      busy_.erase(id);
    }
  }
}

void Relay::start(const store::QueuedMail& mail) {
  auto letter = queue_.read(mail.id);
  if (!letter || mail.envelope.to.empty()) {
    queue_.done(mail.id);
    busy_.erase(mail.id);
    return;
  }
  ++sending_;
  auto agent = std::make_unique<SmtpAgent>(Delivery{host_name_, mail.envelope, *letter});
  hooks_.dial(domain_of(mail.envelope.to.front()), std::move(agent),
              [this, mail, letter = *letter](SmtpAgent& done, const std::string& problem) { over(mail, letter, done, problem); });
}

// Each recipient fares alone (RFC 5321, 4.2.5 and 6.1): a 4xx is tried again, a 5xx is told to the sender.
void Relay::over(const store::QueuedMail& mail, const std::string& letter, SmtpAgent& agent, const std::string& problem) {
  --sending_;
  const auto& last = agent.last_reply();
  const auto why = !problem.empty() ? problem : agent.unfit().empty() ? last.line() : agent.unfit();
  const bool for_good = problem.empty() && (last.permanent() || !agent.unfit().empty());
  const bool too_often = mail.attempts + 1 >= most_attempts;
  std::vector<Undelivered> failed;
  std::vector<std::string> left;
  std::string answer;
  for (const auto& recipient : mail.envelope.to) {
    const auto refused =
        std::find_if(agent.refused().begin(), agent.refused().end(), [&](const Refused& each) { return each.recipient == recipient; });
    const bool was_refused = refused != agent.refused().end();
    if (!was_refused && agent.taken()) continue;
    const auto reason = was_refused ? refused->reply.line() : why;
    if (too_often || (was_refused ? refused->reply.permanent() : for_good)) {
      failed.push_back({recipient, reason});
    } else {
      left.push_back(recipient);
      answer = reason;
    }
  }
  if (!failed.empty()) hooks_.bounce(mail, letter, failed);
  if (left.empty()) {
    queue_.done(mail.id);
    busy_.erase(mail.id);
  } else {
    retry_later(mail.id, answer, left);
  }
  if (hooks_.changed) hooks_.changed();
  send_waiting();
}

Relay::State Relay::state(const std::string& id) const {
  if (retries_.contains(id)) return State::deferred;
  return busy_.contains(id) ? State::being_sent : State::waiting;
}

std::optional<std::chrono::system_clock::time_point> Relay::next_try(const std::string& id) const {
  const auto found = retries_.find(id);
  return found == retries_.end() ? std::nullopt : std::optional(found->second.at);
}

void Relay::retry_later(const std::string& id, const std::string& answer, const std::vector<std::string>& left) {
  queue_.defer(id, answer, left);
  auto timer = clock_.after(retry_pause, [this, id] {
    busy_.erase(id);
    // The timer that runs this is the one in the map: keep it until the call is over.
    const auto kept = std::move(retries_[id]);
    retries_.erase(id);
    add(id);
  });
  retries_[id] = {clock_.wall() + retry_pause, std::move(timer)};
}

}  // namespace cleartext::actors
