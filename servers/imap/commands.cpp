// One row a command, in the order of RFC 3501, 6, and then the extensions; the coach and the dialogue view read
// the same rows.
#include <array>

#include "servers/imap/imap_session.h"

namespace cleartext::imap {

namespace {

constexpr wire::StateSet<State> always{State::not_authenticated, State::authenticated, State::selected};
constexpr wire::StateSet<State> before{State::not_authenticated};
constexpr wire::StateSet<State> inside{State::authenticated, State::selected};
constexpr wire::StateSet<State> with_folder{State::selected};
constexpr std::string_view after_login = "after logging in";
constexpr std::string_view after_select = "after SELECT or EXAMINE";

// A row stays together, whatever its length.
// clang-format off
constexpr std::array<Row, 30> rows{{
    {{"CAPABILITY", "CAPABILITY", "Asks what the server can do beyond the basics.", "at any time", "RFC 3501, 6.1.1", ""},
     always, Argument::none, News::none, &ImapSession::capability},
    {{"NOOP", "NOOP", "Does nothing but get an answer, and with it the news: mail that came, letters that were read elsewhere.",
      "at any time", "RFC 3501, 6.1.2", ""},
     always, Argument::none, News::all, &ImapSession::noop},
    {{"LOGOUT", "LOGOUT", "Says goodbye; the server answers and closes the connection.", "at any time", "RFC 3501, 6.1.3", ""},
     always, Argument::none, News::none, &ImapSession::logout},
    {{"STARTTLS", "STARTTLS", "Asks to encrypt everything from here on. Nothing said before counts any more.", "before logging in",
      "RFC 3501, 6.2.1", "That what follows is hidden from her."},
     before, Argument::none, News::none, &ImapSession::starttls},
    {{"AUTHENTICATE", "AUTHENTICATE mechanism [answer]",
      "Proves who the user is: PLAIN and LOGIN send the password in base64, which hides nothing; CRAM-MD5 sends a digest of it.",
      "before logging in", "RFC 3501, 6.2.2", "The name, and the password too unless it is a digest."},
     before, Argument::needed, News::none, &ImapSession::authenticate},
    {{"LOGIN", "LOGIN name password", "Tells name and password, as they are, in plain letters.", "before logging in", "RFC 3501, 6.2.3",
      "The name and the password. With them the mailbox is open to anyone who listened."},
     before, Argument::needed, News::none, &ImapSession::login},
    {{"SELECT", "SELECT folder", "Opens a folder, to read and to change. The server tells how many letters are in it.", after_login,
      "RFC 3501, 6.3.1", "Which folder the user looks at, and how much is in it."},
     inside, Argument::needed, News::none, &ImapSession::select},
    {{"EXAMINE", "EXAMINE folder", "Opens a folder to read only: nothing changes, not even what counts as read.", after_login,
      "RFC 3501, 6.3.2", "Which folder the user looks at, and how much is in it."},
     inside, Argument::needed, News::none, &ImapSession::examine},
    {{"CREATE", "CREATE folder", "Makes a folder.", after_login, "RFC 3501, 6.3.3", "What the user calls his folders."},
     inside, Argument::needed, News::all, &ImapSession::create},
    {{"DELETE", "DELETE folder", "Removes a folder and all that is in it.", after_login, "RFC 3501, 6.3.4", "Which folder is gone."},
     inside, Argument::needed, News::all, &ImapSession::remove},
    {{"RENAME", "RENAME folder new-name", "Gives a folder another name, and all those below it.", after_login, "RFC 3501, 6.3.5",
      "What the user calls his folders."},
     inside, Argument::needed, News::all, &ImapSession::rename},
    {{"SUBSCRIBE", "SUBSCRIBE folder", "Puts a folder on the list of those that the user wants to see.", after_login, "RFC 3501, 6.3.6",
      "Which folders the user cares about."},
     inside, Argument::needed, News::all, &ImapSession::subscribe},
    {{"UNSUBSCRIBE", "UNSUBSCRIBE folder", "Takes a folder off that list. The folder itself stays.", after_login, "RFC 3501, 6.3.7", ""},
     inside, Argument::needed, News::all, &ImapSession::unsubscribe},
    {{"LIST", "LIST reference pattern", "Asks which folders there are: * stands for any name, % for one level.", after_login,
      "RFC 3501, 6.3.8", "Every folder's name, and with it what the user's mail is about."},
     inside, Argument::needed, News::all, &ImapSession::list},
    {{"LSUB", "LSUB reference pattern", "Asks which folders the user has subscribed to.", after_login, "RFC 3501, 6.3.9",
      "Which folders the user cares about."},
     inside, Argument::needed, News::all, &ImapSession::lsub},
    {{"STATUS", "STATUS folder (MESSAGES UNSEEN)", "Asks how a folder stands, without opening it.", after_login, "RFC 3501, 6.3.10",
      "How much mail there is, and how much of it is unread."},
     inside, Argument::needed, News::all, &ImapSession::status},
    {{"APPEND", "APPEND folder [(flags)] [\"date\"] {bytes}",
      "Puts a letter into a folder. User agents keep what was sent this way, in the folder Sent.", after_login, "RFC 3501, 6.3.11",
      "The whole letter, a second time: SMTP carried it once already."},
     inside, Argument::needed, News::all, &ImapSession::append},
    {{"CHECK", "CHECK", "Asks the server to bring its house in order. Few servers have anything to do then.", after_select,
      "RFC 3501, 6.4.1", ""},
     with_folder, Argument::none, News::all, &ImapSession::check},
    {{"CLOSE", "CLOSE", "Closes the folder, and removes the letters in it that are marked as deleted.", after_select, "RFC 3501, 6.4.2",
      ""},
     with_folder, Argument::none, News::none, &ImapSession::close},
    {{"EXPUNGE", "EXPUNGE", "Removes the letters that are marked as deleted, for good.", after_select, "RFC 3501, 6.4.3",
      "Which letters the user does not keep."},
     with_folder, Argument::none, News::all, &ImapSession::expunge},
    {{"SEARCH", "SEARCH conditions", "Asks which letters fit: UNSEEN, FROM alice, SINCE 1-Jan-2024, TEXT crepes, and many more.",
      after_select, "RFC 3501, 6.4.4", "What the user is looking for, word for word."},
     with_folder, Argument::needed, News::marks, &ImapSession::search},
    {{"FETCH", "FETCH numbers (items)",
      "Fetches letters, or as much of them as is asked for: flags, envelope, structure, one part, a piece of it.", after_select,
      "RFC 3501, 6.4.5", "Whatever crosses the wire of the letters, word for word."},
     with_folder, Argument::needed, News::marks, &ImapSession::fetch},
    {{"STORE", "STORE numbers +FLAGS (flags)",
      "Sets or clears flags: \\Seen, \\Answered, \\Flagged, \\Deleted, \\Draft, and words of the user's own.", after_select,
      "RFC 3501, 6.4.6", "What the user has read, answered, and thrown away."},
     with_folder, Argument::needed, News::marks, &ImapSession::store},
    {{"COPY", "COPY numbers folder", "Puts copies of letters into another folder.", after_select, "RFC 3501, 6.4.7",
      "How the user sorts his mail. The letters themselves do not cross the wire."},
     with_folder, Argument::needed, News::all, &ImapSession::copy},
    {{"UID", "UID FETCH|STORE|SEARCH|COPY|MOVE|EXPUNGE ...",
      "The same command, with the letters' unique numbers, which never change, instead of their places in the folder.", after_select,
      "RFC 3501, 6.4.8", "The same as from the command behind it."},
     with_folder, Argument::needed, News::all, &ImapSession::uid},
    {{"UNSELECT", "UNSELECT", "Closes the folder and removes nothing.", after_select, "RFC 3691, 2", ""},
     with_folder, Argument::none, News::none, &ImapSession::unselect},
    {{"MOVE", "MOVE numbers folder", "Puts letters into another folder, and takes them out of this one.", after_select, "RFC 6851, 3.1",
      "How the user sorts his mail. The letters themselves do not cross the wire."},
     with_folder, Argument::needed, News::all, &ImapSession::move},
    {{"NAMESPACE", "NAMESPACE", "Asks where the user's own folders begin, and where those that he shares with others.", after_login,
      "RFC 2342, 5", ""},
     inside, Argument::none, News::all, &ImapSession::name_space},
    {{"IDLE", "IDLE", "Waits for news: the server tells of new mail the moment it comes. DONE ends it.", after_login, "RFC 2177, 3",
      "When new mail comes, to the second."},
     inside, Argument::none, News::all, &ImapSession::idle},
    {{"ID", "ID (\"name\" \"value\")", "Tells what program this is, and asks the same of the server.", "at any time", "RFC 2971, 3.1",
      "Which program the user reads mail with, and its version: what it is vulnerable to."},
     always, Argument::needed, News::none, &ImapSession::id},
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

}  // namespace cleartext::imap
