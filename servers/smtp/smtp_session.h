// The session itself: its states, what it knows, one handler a command. Handlers only read the grammar, act
// and answer; whether a command may come at all is settled before, by its row.
#pragma once
#include <optional>
#include <string>

#include "servers/smtp/letter_reader.h"
#include "servers/smtp/session.h"
#include "servers/wire/line_splitter.h"
#include "servers/wire/state_set.h"
#include "servers/wire/syntax.h"

namespace cleartext::smtp {

enum class State : unsigned char { connected, ready, sender_given, recipient_given };

class SmtpSession final : public wire::Conversation {
 public:
  using Answer = wire::Parsed<std::string>;  // a reply without its last CR LF, or where the argument is wrong

  SmtpSession(SessionSettings settings, MailDesk& desk) : settings_(std::move(settings)), desk_(desk) {}
  wire::Output greet() override;
  wire::Output turn_away(std::string_view why) override;
  wire::Output receive(std::string_view bytes) override;
  wire::Output secured() override;
  wire::Output timed_out() override;

  Answer helo(std::string_view argument);
  Answer ehlo(std::string_view argument);
  Answer mail(std::string_view argument);
  Answer rcpt(std::string_view argument);
  Answer data(std::string_view argument);
  Answer rset(std::string_view argument);
  Answer vrfy(std::string_view argument);
  Answer expn(std::string_view argument);
  Answer help(std::string_view argument);
  Answer noop(std::string_view argument);
  Answer quit(std::string_view argument);
  Answer starttls(std::string_view argument);
  Answer auth(std::string_view argument);

 private:
  std::string command(const wire::Line& line);
  std::string answered(const wire::Line& line);
  std::string outcome(const sasl::Step& step);
  std::string enhanced(std::string reply, std::string_view verb) const;
  wire::Output* letter_ended(wire::Output& output);  // where the next reply belongs
  void forget_letter();

  SessionSettings settings_;
  MailDesk& desk_;
  wire::LineSplitter lines_{2048};  // RFC 5321, 4.5.3.1.4 asks for 512 and room for parameters
  State state_ = State::connected;
  std::string hello_;
  std::string login_;                         // who proved who he is
  std::unique_ptr<sasl::Exchange> exchange_;  // set between AUTH and its outcome
  bool extended_ = false, closing_ = false, starting_tls_ = false;
  int wrong_passwords_ = 0, wrong_now_ = 0;  // in all; not yet told to the host
  store::Envelope envelope_;
  std::uint64_t declared_ = 0;          // the letter's bytes, as MAIL said (RFC 1870); 0: not said
  std::optional<LetterReader> letter_;  // set between DATA and the dot
};

enum class Argument : unsigned char { none, optional, needed };

struct Row {
  wire::CommandInfo info;
  wire::StateSet<State> allowed;
  Argument argument;
  SmtpSession::Answer (SmtpSession::*handler)(std::string_view argument);
};

std::string wire_form(const Refusal& refusal);
enum class Extended : unsigned char { no, yes };                                           // whether EHLO was said
std::string with_finer_code(std::string reply, std::string_view verb, Extended extended);  // RFC 2034
const Row* find_row(std::string_view verb);

}  // namespace cleartext::smtp
