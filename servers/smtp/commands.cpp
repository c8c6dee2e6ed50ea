// One row a command, in the order of RFC 5321, 4.1.1. HELP, the coach and the dialogue view read the same
// rows.
#include <array>

#include "servers/smtp/smtp_session.h"

namespace cleartext::smtp {

namespace {

constexpr wire::StateSet<State> always{State::connected, State::ready, State::sender_given, State::recipient_given};

// A row stays together, whatever its length.
// clang-format off
constexpr std::array<Row, 13> rows{{
    {{"HELO", "HELO your.name", "The client says hello and tells its name. Nobody checks the name.", "first, and again at any time",
      "RFC 5321, 4.1.1.1", "The name of the machine that sends."},
     always, Argument::needed, &SmtpSession::helo},
    {{"EHLO", "EHLO your.name", "The client says hello and asks what the server can do beyond the basics.", "first, and again at any time",
      "RFC 5321, 4.1.1.1", "The name of the machine that sends."},
     always, Argument::needed, &SmtpSession::ehlo},
    {{"MAIL", "MAIL FROM:<address>", "Begins a letter and names its sender for the envelope. Anyone may claim any name.",
      "after HELO or EHLO, once for each letter", "RFC 5321, 4.1.1.2", "Who writes."},
     {State::ready}, Argument::needed, &SmtpSession::mail},
    {{"RCPT", "RCPT TO:<address>", "Names one recipient for the envelope. It may be said many times.", "after MAIL", "RFC 5321, 4.1.1.3",
      "Who gets the letter, hidden copies included."},
     {State::sender_given, State::recipient_given}, Argument::needed, &SmtpSession::rcpt},
    {{"DATA", "DATA", "The letter itself follows, headers and text, until a line with nothing but a dot.", "after an accepted RCPT",
      "RFC 5321, 4.1.1.4", "The whole letter, word for word, with everything attached."},
     {State::recipient_given}, Argument::none, &SmtpSession::data},
    {{"RSET", "RSET", "Forgets the letter that was begun; the connection stays.", "at any time", "RFC 5321, 4.1.1.5", ""},
     always, Argument::none, &SmtpSession::rset},
    {{"VRFY", "VRFY name", "Asks whether a mailbox exists. Servers today do not tell, because spammers asked too often.", "at any time",
      "RFC 5321, 4.1.1.6", "Whom the client is looking for."},
     always, Argument::needed, &SmtpSession::vrfy},
    {{"EXPN", "EXPN list", "Asks who is on a mailing list. This server does not tell.", "at any time", "RFC 5321, 4.1.1.7",
      "Which list the client is looking for."},
     always, Argument::needed, &SmtpSession::expn},
    {{"HELP", "HELP [command]", "Lists the commands, or explains one.", "at any time", "RFC 5321, 4.1.1.8", ""},
     always, Argument::optional, &SmtpSession::help},
    {{"NOOP", "NOOP", "Does nothing but get an answer, to see that the other side is still there.", "at any time", "RFC 5321, 4.1.1.9", ""},
     always, Argument::optional, &SmtpSession::noop},
    {{"QUIT", "QUIT", "Says goodbye; the server answers and closes the connection.", "at any time", "RFC 5321, 4.1.1.10", ""},
     always, Argument::none, &SmtpSession::quit},
    {{"STARTTLS", "STARTTLS", "Asks for encryption on this connection. After the 220 both shake hands, and everything is said anew.",
      "after EHLO, outside a letter", "RFC 3207, 4", "That from here on nothing can be read."},
     {State::connected, State::ready}, Argument::none, &SmtpSession::starttls},
    {{"AUTH", "AUTH mechanism [response]",
      "Proves who the client is. PLAIN and LOGIN tell the password in base64, which anyone reads back.", "after EHLO, outside a letter",
      "RFC 4954, 4", "Name and password, unless the mechanism is CRAM-MD5 or TLS hides them."},
     {State::ready}, Argument::needed, &SmtpSession::auth},
}};
// clang-format on

constexpr auto infos = [] {
  std::array<wire::CommandInfo, rows.size()> all{};
  for (std::size_t at = 0; at < rows.size(); ++at) all[at] = rows[at].info;
  return all;
}();

}  // namespace

std::span<const wire::CommandInfo> commands() { return infos; }

const Row* find_row(std::string_view verb) {
  for (const auto& row : rows) {
    if (row.info.verb == verb) return &row;
  }
  return nullptr;
}

}  // namespace cleartext::smtp
