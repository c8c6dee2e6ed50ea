// The relay: the client side of a mail server (RFC 5321, 2.1). It takes letters from the queue and opens a TCP
// connection of its own to the next server. At least once: a letter leaves the queue only after the next server's
// 250, so a crash between the two sends it again; it is never lost. No socket here: a Dialer makes connections.
#pragma once
#include <chrono>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>

#include "servers/actors/smtp_agent.h"
#include "servers/store/mail_queue.h"
#include "servers/wire/clock.h"

namespace cleartext::actors {

// Connects an agent to the mail server of `domain`, and reports when it is over; `problem` is empty unless the
// connection itself failed.
using Dialer = std::function<void(const std::string& domain, std::unique_ptr<SmtpAgent> agent,
                                  std::function<void(SmtpAgent& agent, const std::string& problem)> over)>;

struct Undelivered {
  std::string recipient;
  std::string why;  // what the next server said, or the reason: "5.6.7 …", "refused"
};

class Relay {
 public:
  enum class State : unsigned char { waiting, being_sent, deferred };  // of a mail in the queue; deferred: it has a next try
  struct Hooks {
    Dialer dial;
    // Those whom the letter will never reach: its sender is told (RFC 5321, 6.1).
    std::function<void(const store::QueuedMail& mail, const std::string& letter, const std::vector<Undelivered>& whom)> bounce;
    std::function<void()> changed;  // the queue looks different now
  };
  Relay(std::string host_name, store::MailQueue& queue, wire::Clock& clock, Hooks hooks);
  void run();                       // looks through the queue; at the start
  void add(const std::string& id);  // this one has come into it
  State state(const std::string& id) const;
  std::optional<std::chrono::system_clock::time_point> next_try(const std::string& id) const;

 private:
  void start(const store::QueuedMail& mail);
  void over(const store::QueuedMail& mail, const std::string& letter, SmtpAgent& agent, const std::string& problem);
  void retry_later(const std::string& id, const std::string& answer, const std::vector<std::string>& left);

  std::string host_name_;
  store::MailQueue& queue_;
  wire::Clock& clock_;
  Hooks hooks_;
  void send_waiting();
  std::set<std::string> busy_;       // being sent, or waiting for their next try, or for their turn
  std::deque<std::string> waiting_;  // for their turn
  int sending_ = 0;
  struct Retry {
    std::chrono::system_clock::time_point at;
    std::unique_ptr<wire::Timer> timer;
  };
  std::map<std::string, Retry> retries_;
};

}  // namespace cleartext::actors
