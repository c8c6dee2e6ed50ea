// One row a command, in the order of RFC 1939; the coach and the dialogue view read the same rows.
#include <array>

#include "servers/pop3/pop3_session.h"

namespace cleartext::pop3 {

namespace {

constexpr wire::StateSet<State> before{State::authorization};
constexpr wire::StateSet<State> inside{State::transaction};
constexpr wire::StateSet<State> always{State::authorization, State::transaction};

// A row stays together, whatever its length.
// clang-format off
constexpr std::array<Row, 15> rows{{
    {{"QUIT", "QUIT", "Says goodbye. Only now are the mails that were marked with DELE really deleted.", "at any time", "RFC 1939, 5 and 6",
      ""},
     always, Argument::none, &Pop3Session::quit},
    {{"STAT", "STAT", "Asks how many mails there are, and how many bytes they are together.", "after logging in", "RFC 1939, 5",
      "How much mail the user has."},
     inside, Argument::none, &Pop3Session::stat},
    {{"LIST", "LIST [number]", "Asks for the number and size of every mail, or of one.", "after logging in", "RFC 1939, 5",
      "How many mails the user has, and how long each is."},
     inside, Argument::optional, &Pop3Session::list},
    {{"RETR", "RETR number", "Fetches one mail, headers and text.", "after logging in", "RFC 1939, 5", "The whole mail, word for word."},
     inside, Argument::needed, &Pop3Session::retr},
    {{"DELE", "DELE number", "Marks a mail as deleted. It goes away at QUIT, and RSET takes the mark off.", "after logging in",
      "RFC 1939, 5", "Which mails the user does not keep on the server."},
     inside, Argument::needed, &Pop3Session::dele},
    {{"NOOP", "NOOP", "Does nothing but get an answer, to see that the other side is still there.", "after logging in", "RFC 1939, 5", ""},
     inside, Argument::none, &Pop3Session::noop},
    {{"RSET", "RSET", "Takes every mark of DELE off again.", "after logging in", "RFC 1939, 5", ""},
     inside, Argument::none, &Pop3Session::rset},
    {{"TOP", "TOP number lines", "Fetches the headers of a mail and as many lines of its text.", "after logging in", "RFC 1939, 7",
      "Sender, recipient, subject, and the first lines."},
     inside, Argument::needed, &Pop3Session::top},
    {{"UIDL", "UIDL [number]", "Asks for a name of each mail that never changes, so that a client knows what is new.", "after logging in",
      "RFC 1939, 7", "Which mails the user has fetched before."},
     inside, Argument::optional, &Pop3Session::uidl},
    {{"USER", "USER name", "Tells whose mailbox is wanted.", "before logging in", "RFC 1939, 7", "The user's name."},
     before, Argument::needed, &Pop3Session::user},
    {{"PASS", "PASS password", "Tells the password, as it is, in plain letters.", "after USER, before logging in", "RFC 1939, 7",
      "The password. With it the mailbox is open to anyone who listened."},
     before, Argument::needed, &Pop3Session::pass},
    {{"CAPA", "CAPA", "Asks what the server can do beyond the basics.", "at any time", "RFC 2449, 5", ""},
     always, Argument::none, &Pop3Session::capa},
    {{"APOP", "APOP name digest",
      "Logs in without telling the password: only the MD5 digest of the greeting's timestamp and the password crosses.",
      "before logging in", "RFC 1939, 7", "The user's name, and a digest on which passwords can be tried out."},
     before, Argument::needed, &Pop3Session::apop},
    {{"AUTH", "AUTH [mechanism [response]]", "Proves who the client is, by one of the ways that SASL knows.", "before logging in",
      "RFC 5034, 4", "Name and password, unless the mechanism is CRAM-MD5 or TLS hides them."},
     before, Argument::optional, &Pop3Session::auth},
    {{"STLS", "STLS", "Asks for encryption on this connection. After the +OK both shake hands.", "before logging in", "RFC 2595, 4",
      "That from here on nothing can be read."},
     before, Argument::none, &Pop3Session::stls},
}};
// clang-format on

constexpr auto infos = [] {
  std::array<wire::CommandInfo, rows.size()> all{};
  for (std::size_t at = 0; at < rows.size(); ++at) all[at] = rows[at].info;
  return all;
}();

constexpr std::array<wire::ReplyInfo, 2> answers{{
    {"+OK", "Yes, done.", "RFC 1939, 3"},
    {"-ERR", "No. What stands after it says why.", "RFC 1939, 3"},
}};

}  // namespace

std::span<const wire::CommandInfo> commands() { return infos; }
std::span<const wire::ReplyInfo> replies() { return answers; }

const Row* find_row(std::string_view verb) {
  for (const auto& row : rows) {
    if (row.info.verb == verb) return &row;
  }
  return nullptr;
}

}  // namespace cleartext::pop3
