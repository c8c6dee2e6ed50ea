// One row a command, in the order of RFC 959, 4.1, then the later RFCs. HELP, the coach and the dialogue view
// read the same rows.
#include <array>

#include "servers/ftp/ftp_session.h"

namespace cleartext::ftp {

namespace {

constexpr wire::StateSet<State> always{State::connected, State::user_given, State::logged_in};
constexpr wire::StateSet<State> inside{State::logged_in};

constexpr std::array<Row, 25> rows{{
    {{"USER", "USER name", "Tells who wants to log in. The name \"anonymous\" is for guests.", "first",
      "RFC 959, 4.1.1", "The user's name."},
     always,
     Argument::needed,
     &FtpSession::user},
    {{"PASS", "PASS password", "Tells the password, as it is, in plain letters.", "after USER",
      "RFC 959, 4.1.1", "The password. With it anyone who listened can log in too."},
     {State::user_given},
     Argument::optional,
     &FtpSession::pass},
    {{"CWD", "CWD folder", "Goes into another folder.", "after logging in", "RFC 959, 4.1.1",
      "Which folders there are."},
     inside,
     Argument::needed,
     &FtpSession::cwd},
    {{"CDUP", "CDUP", "Goes one folder up.", "after logging in", "RFC 959, 4.1.1", ""},
     inside,
     Argument::none,
     &FtpSession::cdup},
    {{"QUIT", "QUIT", "Says goodbye; the server answers and closes the connection.", "at any time",
      "RFC 959, 4.1.1", ""},
     always,
     Argument::none,
     &FtpSession::quit},
    {{"PASV", "PASV",
      "Asks the server to open a port for the next transfer. The answer tells address and port.",
      "after logging in, before each transfer", "RFC 959, 4.1.2", "Where the file will pass."},
     inside,
     Argument::none,
     &FtpSession::pasv},
    {{"TYPE", "TYPE A or I",
      "A: text, line ends are converted. I: bytes as they are, for pictures and programs.",
      "after logging in", "RFC 959, 4.1.2", ""},
     inside,
     Argument::needed,
     &FtpSession::type},
    {{"STRU", "STRU F", "Files are plain files. The other structures belong to machines of the seventies.",
      "after logging in", "RFC 959, 4.1.2", ""},
     inside,
     Argument::needed,
     &FtpSession::stru},
    {{"MODE", "MODE S", "Bytes are sent as a stream. The other modes are hardly ever used.",
      "after logging in", "RFC 959, 4.1.2", ""},
     inside,
     Argument::needed,
     &FtpSession::mode},
    {{"RETR", "RETR file", "Fetches a file over the data connection.", "after logging in and PASV",
      "RFC 959, 4.1.3", "The file's name here, and the file itself on the data connection."},
     inside,
     Argument::needed,
     &FtpSession::retr},
    {{"STOR", "STOR file", "Puts a file on the server over the data connection.", "after logging in and PASV",
      "RFC 959, 4.1.3", "The file's name here, and the file itself on the data connection."},
     inside,
     Argument::needed,
     &FtpSession::stor},
    {{"ABOR", "ABOR", "Breaks off the transfer that is running.", "after logging in", "RFC 959, 4.1.3", ""},
     inside,
     Argument::none,
     &FtpSession::abor},
    {{"DELE", "DELE file", "Deletes a file.", "after logging in", "RFC 959, 4.1.3", "Which file is gone."},
     inside,
     Argument::needed,
     &FtpSession::dele},
    {{"RMD", "RMD folder", "Removes an empty folder.", "after logging in", "RFC 959, 4.1.3",
      "Which folder is gone."},
     inside,
     Argument::needed,
     &FtpSession::rmd},
    {{"MKD", "MKD folder", "Makes a folder.", "after logging in", "RFC 959, 4.1.3", "The new folder's name."},
     inside,
     Argument::needed,
     &FtpSession::mkd},
    {{"PWD", "PWD", "Asks which folder this is.", "after logging in", "RFC 959, 4.1.3", ""},
     inside,
     Argument::none,
     &FtpSession::pwd},
    {{"LIST", "LIST [folder]", "Asks for a table of the files, sent over the data connection.",
      "after logging in and PASV", "RFC 959, 4.1.3",
      "Names, sizes and dates of all files, on the data connection."},
     inside,
     Argument::optional,
     &FtpSession::list},
    {{"NLST", "NLST [folder]", "Asks for the bare names of the files, sent over the data connection.",
      "after logging in and PASV", "RFC 959, 4.1.3", "The names of all files, on the data connection."},
     inside,
     Argument::optional,
     &FtpSession::nlst},
    {{"SYST", "SYST", "Asks what kind of system the server is.", "at any time", "RFC 959, 4.1.3",
      "What kind of system the server is."},
     always,
     Argument::none,
     &FtpSession::syst},
    {{"HELP", "HELP [command]", "Lists the commands, or explains one.", "at any time", "RFC 959, 4.1.3", ""},
     always,
     Argument::optional,
     &FtpSession::help},
    {{"NOOP", "NOOP", "Does nothing but get an answer, to see that the other side is still there.",
      "at any time", "RFC 959, 4.1.3", ""},
     always,
     Argument::none,
     &FtpSession::noop},
    {{"FEAT", "FEAT", "Asks what the server can do beyond the basics.", "at any time", "RFC 2389, 3", ""},
     always,
     Argument::none,
     &FtpSession::feat},
    {{"EPSV", "EPSV",
      "Asks the server to open a port for the next transfer. The answer tells the port alone.",
      "after logging in, before each transfer", "RFC 2428, 3", "Where the file will pass."},
     inside,
     Argument::optional,
     &FtpSession::epsv},
    {{"MDTM", "MDTM file", "Asks when a file was last changed.", "after logging in", "RFC 3659, 3",
      "The file's name and its age."},
     inside,
     Argument::needed,
     &FtpSession::mdtm},
    {{"SIZE", "SIZE file", "Asks how many bytes a file has.", "after logging in", "RFC 3659, 4",
      "The file's name and its size."},
     inside,
     Argument::needed,
     &FtpSession::size},
}};

constexpr auto infos = [] {
  std::array<wire::CommandInfo, rows.size()> all{};
  for (std::size_t at = 0; at < rows.size(); ++at) all[at] = rows[at].info;
  return all;
}();

}  // namespace

std::span<const wire::CommandInfo> commands() {
  return infos;
}

const Row* find_row(std::string_view verb) {
  for (const auto& row : rows) {
    if (row.info.verb == verb) return &row;
  }
  return nullptr;
}

}  // namespace cleartext::ftp
