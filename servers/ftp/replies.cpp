// What the numbers mean. The first digit tells the most: 1 it begins, 2 done, 3 go on, 4 not now, 5 no.
#include <array>

#include "servers/ftp/session.h"

namespace cleartext::ftp {

namespace {

constexpr std::string_view source = "RFC 959, 4.2";

constexpr std::array<wire::ReplyInfo, 48> all{{
    {"110", "A mark from which the transfer may be taken up again.", source},
    {"120", "The server will be ready later.", source},
    {"125", "The data connection was open already and the transfer begins.", source},
    {"150", "The data connection is open and the transfer begins.", source},
    {"200", "Done as asked.", source},
    {"202", "Superfluous here, and not done.", source},
    {"211", "How things stand, or what the server can do, in several lines.", "RFC 959, 4.2 and RFC 2389, 3.2"},
    {"212", "About a folder: what LIST would send.", source},
    {"213", "The file's size or date, or its line of LIST.", "RFC 3659, 2.3 and 4"},
    {"214", "Help, in words for people.", source},
    {"215", "The kind of system.", source},
    {"220", "The server is ready.", source},
    {"221", "Goodbye, the connection closes.", source},
    {"225", "The data connection is open, and nothing passes.", source},
    {"226", "The transfer is complete, the data connection closes.", source},
    {"227", "A port is open. Four numbers are the address; the port is the fifth times 256 plus the sixth.", source},
    {"229", "A port is open; its number stands between the bars.", "RFC 2428, 3"},
    {"230", "Logged in.", source},
    {"234", "TLS begins: the next byte is the handshake's.", "RFC 4217, 4"},
    {"250", "Done as asked with the file or folder.", source},
    {"257", "The folder's name, in quotes.", source},
    {"331", "The name is noted, the password is next.", source},
    {"332", "The account is next.", source},
    {"350", "More is needed: RNTO after RNFR, the transfer after REST.", source},
    {"421", "The server closes the connection: silence for too long, too much at once, or too many wrong passwords.", source},
    {"431", "Something that TLS needs is not there just now.", "RFC 2228, 5.1"},
    {"425", "There is no data connection.", source},
    {"426", "The data connection broke, the transfer is not complete.", source},
    {"450", "The file cannot be had just now.", source},
    {"451", "The server could not finish, through no fault of the client.", source},
    {"452", "There is no room left on the server.", source},
    {"500", "The server does not know this command, or cannot read the line.", source},
    {"501", "The command is known, but what stands after it is wrong.", source},
    {"502", "The server knows of this command, but does not do it.", source},
    {"503", "The right command at the wrong time.", source},
    {"504", "The command is known, but not with this word after it.", source},
    {"522", "The server does not know this kind of network address.", "RFC 2428, 3"},
    {"530", "Not logged in.", source},
    {"532", "Who puts a file needs an account.", source},
    {"533", "This needs a protection that is not there.", "RFC 2228, 5.1"},
    {"534", "The server refuses, as a matter of policy.", "RFC 2228, 5.1"},
    {"536", "Not with this kind of protection.", "RFC 2228, 5.1"},
    {"550", "No: there is no such file, or you may not.", source},
    {"551", "The kind of page is unknown.", source},
    {"552", "There is no room left for this user.", source},
    {"553", "No: the file cannot have this name.", source},
    {"554", "The file is not that long: REST asked for too much.", "RFC 3659, 5.3"},
}};

}  // namespace

std::span<const wire::ReplyInfo> replies() { return all; }

}  // namespace cleartext::ftp
