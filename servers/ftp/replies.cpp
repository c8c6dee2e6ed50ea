// What the numbers mean. The first digit tells the most: 1 it begins, 2 done, 3 go on, 4 not now, 5 no.
#include <array>

#include "servers/ftp/session.h"

namespace cleartext::ftp {

namespace {

constexpr std::string_view source = "RFC 959, 4.2";

constexpr std::array<wire::ReplyInfo, 27> all{{
    {"150", "The data connection is open and the transfer begins.", source},
    {"200", "Done as asked.", source},
    {"211", "What the server can do, in several lines.", "RFC 2389, 3.2"},
    {"213", "The file's size or date.", "RFC 3659, 2.3 and 4"},
    {"214", "Help, in words for people.", source},
    {"215", "The kind of system.", source},
    {"220", "The server is ready.", source},
    {"221", "Goodbye, the connection closes.", source},
    {"226", "The transfer is complete, the data connection closes.", source},
    {"227", "A port is open. Four numbers are the address; the port is the fifth times 256 plus the sixth.",
     source},
    {"229", "A port is open; its number stands between the bars.", "RFC 2428, 3"},
    {"230", "Logged in.", source},
    {"250", "Done as asked with the file or folder.", source},
    {"257", "The folder's name, in quotes.", source},
    {"331", "The name is noted, the password is next.", source},
    {"421", "The server closes the connection, because it heard nothing for too long or too much at once.",
     source},
    {"425", "There is no data connection.", source},
    {"426", "The data connection broke, the transfer is not complete.", source},
    {"451", "The server could not finish, through no fault of the client.", source},
    {"452", "There is no room left on the server.", source},
    {"500", "The server does not know this command, or cannot read the line.", source},
    {"501", "The command is known, but what stands after it is wrong.", source},
    {"503", "The right command at the wrong time.", source},
    {"504", "The command is known, but not with this word after it.", source},
    {"522", "The server does not know this kind of network address.", "RFC 2428, 3"},
    {"530", "Not logged in.", source},
    {"550", "No: there is no such file, or you may not.", source},
}};

}  // namespace

std::span<const wire::ReplyInfo> replies() {
  return all;
}

}  // namespace cleartext::ftp
