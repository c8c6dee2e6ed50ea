// The session itself: authorization, then transaction; QUIT brings the update (RFC 1939, 3).
#pragma once
#include <optional>
#include <set>
#include <string>
#include <vector>

#include "servers/pop3/session.h"
#include "servers/wire/line_splitter.h"
#include "servers/wire/state_set.h"
#include "servers/wire/syntax.h"

namespace cleartext::pop3 {

enum class State : unsigned char { authorization, transaction };

class Pop3Session final : public wire::Conversation {
 public:
  using Answer = wire::Parsed<std::string>;  // a reply without its last CR LF, or where the argument is wrong

  Pop3Session(SessionSettings settings, MailboxRoom& room) : settings_(std::move(settings)), room_(room) {}
  wire::Output greet() override;
  wire::Output turn_away(std::string_view why) override;
  wire::Output receive(std::string_view bytes) override;
  wire::Output secured() override;
  wire::Output timed_out() override;
  void closed() override;

  Answer user(std::string_view argument);
  Answer pass(std::string_view argument);
  Answer quit(std::string_view argument);
  Answer stat(std::string_view argument);
  Answer list(std::string_view argument);
  Answer retr(std::string_view argument);
  Answer dele(std::string_view argument);
  Answer noop(std::string_view argument);
  Answer rset(std::string_view argument);
  Answer top(std::string_view argument);
  Answer uidl(std::string_view argument);
  Answer capa(std::string_view argument);
  Answer stls(std::string_view argument);
  Answer apop(std::string_view argument);
  Answer auth(std::string_view argument);

 private:
  std::string answered(const wire::Line& line);
  std::string outcome(const sasl::Step& step);
  std::string log_in(const std::string& login);
  std::string refuse_login();
  std::string command(const wire::Line& line);
  // The mail that a number means, or the refusal to send.
  tl::expected<std::size_t, std::string> mail_at(std::size_t number) const;
  template <typename Print>
  Answer listing(std::string_view argument, std::string_view heading, Print print) const;

  SessionSettings settings_;
  MailboxRoom& room_;
  wire::LineSplitter lines_{512};  // RFC 2449, 4 asks for 255
  State state_ = State::authorization;
  std::string user_;
  int wrong_passwords_ = 0, wrong_now_ = 0;  // in all; not yet told to the host
  bool closing_ = false, starting_tls_ = false;
  std::unique_ptr<sasl::Exchange> exchange_;  // set between AUTH and its outcome
  std::unique_ptr<OpenMailbox> mailbox_;
  std::vector<store::MailEntry> mails_;  // as they were at log-in: numbers never shift (RFC 1939, 4)
  std::set<std::size_t> deleted_;
  std::shared_ptr<wire::Work> removal_;  // QUIT's, until it is handed out
};

enum class Argument : unsigned char { none, optional, needed };

struct Row {
  wire::CommandInfo info;
  wire::StateSet<State> allowed;
  Argument argument;
  Pop3Session::Answer (Pop3Session::*handler)(std::string_view argument);
};

const Row* find_row(std::string_view verb);

}  // namespace cleartext::pop3
