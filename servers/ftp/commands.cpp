// One row a command, in the order of RFC 959, 4.1, then the later RFCs. HELP, the coach and the dialogue view
// read the same rows.
#include <algorithm>
#include <array>

#include "servers/ftp/ftp_session.h"

namespace cleartext::ftp {

namespace {

using S = FtpSession;
using enum Argument;

constexpr wire::StateSet<State> always{State::connected, State::user_given, State::logged_in, State::renaming};
constexpr wire::StateSet<State> inside{State::logged_in, State::renaming};

constexpr std::string_view on_login = "after logging in", first = "after logging in and PASV or PORT";
constexpr std::string_view each_time = "after logging in, before each transfer", any_time = "at any time";
constexpr std::string_view where_it_passes = "Where the file will pass.";
constexpr std::string_view the_file = "The file's name here, and the file itself on the data connection.";
constexpr std::string_view all_names = "The names of all files, on the data connection.";

// A row stays together, whatever its length.
// clang-format off
constexpr std::array<Row, 49> rows{{
    {{"USER", "USER name", "Tells who wants to log in. The name \"anonymous\" is for guests.", "first", "RFC 959, 4.1.1",
      "The user's name."},
     always, needed, &S::user},
    {{"PASS", "PASS password", "Tells the password, as it is, in plain letters.", "after USER", "RFC 959, 4.1.1",
      "The password. With it anyone who listened can log in too."},
     {State::user_given}, optional, &S::pass},
    {{"ACCT", "ACCT account", "Tells who pays. Some old systems asked for it beside name and password.", on_login, "RFC 959, 4.1.1",
      "The account's name."},
     inside, needed, &S::acct},
    {{"CWD", "CWD folder", "Goes into another folder.", on_login, "RFC 959, 4.1.1", "Which folders there are."}, inside, name, &S::cwd},
    {{"CDUP", "CDUP", "Goes one folder up.", on_login, "RFC 959, 4.1.1", ""}, inside, none, &S::cdup},
    {{"REIN", "REIN", "Logs out without going away: another user may follow.", any_time, "RFC 959, 4.1.1", ""}, always, none, &S::rein},
    {{"QUIT", "QUIT", "Says goodbye; the server answers and closes the connection.", any_time, "RFC 959, 4.1.1", ""},
     always, none, &S::quit},
    {{"PORT", "PORT h1,h2,h3,h4,p1,p2",
      "Asks the server to call the client for the next transfer. Four numbers are the address; the port is the fifth times "
      "256 plus the sixth.",
      each_time, "RFC 959, 4.1.2", where_it_passes},
     inside, needed, &S::port},
    {{"PASV", "PASV", "Asks the server to open a port for the next transfer. The answer tells address and port.", each_time,
      "RFC 959, 4.1.2", where_it_passes},
     inside, none, &S::pasv},
    {{"TYPE", "TYPE A or I", "A: text, line ends are converted. I: bytes as they are, for pictures and programs.", on_login,
      "RFC 959, 4.1.2", ""},
     inside, needed, &S::type},
    {{"STRU", "STRU F", "Files are plain files. The other structures belong to machines of the seventies.", on_login, "RFC 959, 4.1.2", ""},
     inside, needed, &S::stru},
    {{"MODE", "MODE S", "Bytes are sent as a stream. The other modes are hardly ever used.", on_login, "RFC 959, 4.1.2", ""},
     inside, needed, &S::mode},
    {{"RETR", "RETR file", "Fetches a file over the data connection.", first, "RFC 959, 4.1.3", the_file}, inside, name, &S::retr},
    {{"STOR", "STOR file", "Puts a file on the server over the data connection.", first, "RFC 959, 4.1.3", the_file},
     inside, name, &S::stor},
    {{"STOU", "STOU [file]", "Puts a file under a name that is free. The answer tells the name.", first, "RFC 959, 4.1.3", the_file},
     inside, name_or_none, &S::stou},
    {{"APPE", "APPE file", "Puts something at the end of a file, over the data connection.", first, "RFC 959, 4.1.3",
      "The file's name here, and what is added on the data connection."},
     inside, name, &S::appe},
    {{"ALLO", "ALLO bytes", "Asks for room for a file. Few servers need to be asked.", on_login, "RFC 959, 4.1.3",
      "How big a file is about to come."},
     inside, needed, &S::allo},
    {{"REST", "REST bytes", "The next file is to be sent from this byte on, because what comes before it is there already.", on_login,
      "RFC 3659, 5", "How much of a file was sent before."},
     inside, needed, &S::rest},
    {{"RNFR", "RNFR file", "Tells which file or folder gets another name. RNTO tells the name.", on_login, "RFC 959, 4.1.3",
      "The old name."},
     inside, name, &S::rnfr},
    {{"RNTO", "RNTO file", "Tells the new name, or the new place.", "right after RNFR", "RFC 959, 4.1.3", "The new name."},
     {State::renaming}, name, &S::rnto},
    {{"ABOR", "ABOR", "Breaks off the transfer that is running.", on_login, "RFC 959, 4.1.3", ""}, inside, none, &S::abor},
    {{"DELE", "DELE file", "Deletes a file.", on_login, "RFC 959, 4.1.3", "Which file is gone."}, inside, name, &S::dele},
    {{"RMD", "RMD folder", "Removes an empty folder.", on_login, "RFC 959, 4.1.3", "Which folder is gone."}, inside, name, &S::rmd},
    {{"MKD", "MKD folder", "Makes a folder.", on_login, "RFC 959, 4.1.3", "The new folder's name."}, inside, name, &S::mkd},
    {{"PWD", "PWD", "Asks which folder this is.", on_login, "RFC 959, 4.1.3", ""}, inside, none, &S::pwd},
    {{"LIST", "LIST [folder]", "Asks for a table of the files, sent over the data connection. A name may have * and ? in it.", first,
      "RFC 959, 4.1.3", "Names, sizes and dates of all files, on the data connection."},
     inside, name_or_none, &S::list},
    {{"NLST", "NLST [folder]", "Asks for the bare names of the files, sent over the data connection. A name may have * and ? in it.", first,
      "RFC 959, 4.1.3", all_names},
     inside, name_or_none, &S::nlst},
    {{"SITE", "SITE HELP", "Asks what this server can do that no other can.", on_login, "RFC 959, 4.1.3", ""}, inside, needed, &S::site},
    {{"SYST", "SYST", "Asks what kind of system the server is.", any_time, "RFC 959, 4.1.3", "What kind of system the server is."},
     always, none, &S::syst},
    {{"STAT", "STAT [folder]", "Asks how things stand, even while a file passes; or for a table of the files, on this connection.",
      any_time, "RFC 959, 4.1.3", "Who is logged in; names, sizes and dates of files."},
     always, name_or_none, &S::stat},
    {{"HELP", "HELP [command]", "Lists the commands, or explains one.", any_time, "RFC 959, 4.1.3", ""}, always, optional, &S::help},
    {{"NOOP", "NOOP", "Does nothing but get an answer, to see that the other side is still there.", any_time, "RFC 959, 4.1.3", ""},
     always, none, &S::noop},

    {{"XCWD", "XCWD folder", "An old name of CWD.", on_login, "RFC 775", "Which folders there are."}, inside, name, &S::cwd},
    {{"XCUP", "XCUP", "An old name of CDUP.", on_login, "RFC 775", ""}, inside, none, &S::cdup},
    {{"XRMD", "XRMD folder", "An old name of RMD.", on_login, "RFC 775", "Which folder is gone."}, inside, name, &S::rmd},
    {{"XMKD", "XMKD folder", "An old name of MKD.", on_login, "RFC 775", "The new folder's name."}, inside, name, &S::mkd},
    {{"XPWD", "XPWD", "An old name of PWD.", on_login, "RFC 775", ""}, inside, none, &S::pwd},

    {{"FEAT", "FEAT", "Asks what the server can do beyond the basics.", any_time, "RFC 2389, 3", ""}, always, none, &S::feat},
    {{"OPTS", "OPTS command options", "Tells how a command is to behave from now on.", any_time, "RFC 2389, 4", ""},
     always, needed, &S::opts},
    {{"EPRT", "EPRT |1|address|port|", "Asks the server to call the client for the next transfer, as PORT does.", each_time, "RFC 2428, 2",
      where_it_passes},
     inside, needed, &S::eprt},
    {{"EPSV", "EPSV", "Asks the server to open a port for the next transfer. The answer tells the port alone.", each_time, "RFC 2428, 3",
      where_it_passes},
     inside, optional, &S::epsv},
    {{"MDTM", "MDTM file", "Asks when a file was last changed.", on_login, "RFC 3659, 3", "The file's name and its age."},
     inside, name, &S::mdtm},
    {{"SIZE", "SIZE file", "Asks how many bytes a file has.", on_login, "RFC 3659, 4", "The file's name and its size."},
     inside, name, &S::size},
    {{"MLST", "MLST [file]", "Asks for the facts about a file or folder, on this connection, in a form for programs.", on_login,
      "RFC 3659, 7", "The file's name, size and date."},
     inside, name_or_none, &S::mlst},
    {{"MLSD", "MLSD [folder]", "Asks for the facts about all files of a folder, in a form for programs.", first, "RFC 3659, 7",
      "Names, sizes and dates of all files, on the data connection."},
     inside, name_or_none, &S::mlsd},
    {{"AUTH", "AUTH TLS", "Asks for TLS on this connection. From then on a listener understands nothing.", any_time, "RFC 4217, 4",
      "That something is about to be hidden, and from the certificate the server's name."},
     always, needed, &S::auth},
    {{"PBSZ", "PBSZ 0", "Agrees on the size of a buffer. TLS needs none, but PROT asks for it.", "inside TLS", "RFC 4217, 8", ""},
     always, needed, &S::pbsz},
    {{"PROT", "PROT P", "P: files and lists go inside TLS too. C: they go in the clear.", "inside TLS, after PBSZ", "RFC 4217, 9", ""},
     always, needed, &S::prot},
    {{"CCC", "CCC", "Asks to end TLS on this connection, and to keep it for files.", "inside TLS", "RFC 4217, 12.3", ""},
     always, none, &S::ccc},
}};
// clang-format on

constexpr auto infos = [] {
  std::array<wire::CommandInfo, rows.size()> all{};
  for (std::size_t at = 0; at < rows.size(); ++at) all[at] = rows[at].info;
  return all;
}();

// RFC 959, 2228, 1639, 2640 and 7151, and draft-somers-ftp-mfxx
constexpr std::array<std::string_view, 12> left_out{"SMNT", "ADAT", "MIC",  "CONF", "ENC",  "LPRT",
                                                    "LPSV", "LANG", "HOST", "MFMT", "MFCT", "MFF"};

}  // namespace

std::span<const wire::CommandInfo> commands() { return infos; }

const Row* find_row(std::string_view verb) {
  const auto row = std::find_if(rows.begin(), rows.end(), [verb](const Row& each) { return each.info.verb == verb; });
  return row == rows.end() ? nullptr : &*row;
}

bool is_left_out(std::string_view verb) { return std::find(left_out.begin(), left_out.end(), verb) != left_out.end(); }

}  // namespace cleartext::ftp
