#include "servers/actors/relay.h"

namespace cleartext::actors {
namespace {

// RFC 5321, 4.5.4.1 wants half an hour; a class does not have it.
constexpr wire::Milliseconds first_retry{10'000};
constexpr int most_attempts = 50;

std::string domain_of(const std::string& address) { return address.substr(address.find('@') + 1); }

}  // namespace

Relay::Relay(std::string host_name, store::MailQueue& queue, wire::Clock& clock, Hooks hooks)
    : host_name_(std::move(host_name)), queue_(queue), clock_(clock), hooks_(std::move(hooks)) {}

void Relay::run() {
  for (const auto& mail : queue_.list()) {
    if (!busy_.contains(mail.id)) start(mail);
  }
}

void Relay::start(const store::QueuedMail& mail) {
  auto letter = queue_.read(mail.id);
  if (!letter || mail.envelope.to.empty()) {
    queue_.done(mail.id);
    return;
  }
  busy_.insert(mail.id);
  auto agent = std::make_unique<SmtpAgent>(Delivery{host_name_, mail.envelope, *letter});
  hooks_.dial(domain_of(mail.envelope.to.front()), std::move(agent),
              [this, mail, letter = *letter](SmtpAgent& done, const std::string& problem) {
                over(mail, letter, done, problem);
              });
}

void Relay::over(const store::QueuedMail& mail, const std::string& letter, SmtpAgent& agent,
                 const std::string& problem) {
  const auto& reply = agent.last_reply();
  const bool refused_for_good = !agent.taken() && problem.empty() && reply.permanent();
  if (agent.taken() || refused_for_good) {
    for (const auto& refused : agent.refused()) {
      auto alone = mail;
      alone.envelope.to = {refused.recipient};
      hooks_.bounce(alone, letter, refused.reply.line());
    }
    if (refused_for_good && agent.refused().empty()) hooks_.bounce(mail, letter, reply.line());
    queue_.done(mail.id);
    busy_.erase(mail.id);
  } else if (mail.attempts + 1 >= most_attempts) {
    hooks_.bounce(mail, letter, problem.empty() ? reply.line() : problem);
    queue_.done(mail.id);
    busy_.erase(mail.id);
  } else {
    retry_later(mail.id, problem.empty() ? reply.line() : problem);
  }
  if (hooks_.changed) hooks_.changed();
}

void Relay::retry_later(const std::string& id, const std::string& answer) {
  queue_.defer(id, answer);
  retries_[id] = clock_.after(first_retry, [this, id] {
    busy_.erase(id);
    // The timer that runs this is the one in the map: keep it until the call is over.
    const auto timer = std::move(retries_[id]);
    retries_.erase(id);
    run();
  });
}

}  // namespace cleartext::actors
