// What the numbers mean. The first digit tells the most: 2 yes, 3 go on, 4 not now, 5 no.
#include <array>

#include "servers/smtp/session.h"

namespace cleartext::smtp {

namespace {

constexpr std::array<wire::ReplyInfo, 24> all{{
    {"214", "Help, in words for people.", "RFC 5321, 4.2.3"},
    {"220", "The server is ready and tells its name.", "RFC 5321, 4.2.3"},
    {"221", "Goodbye, the connection closes.", "RFC 5321, 4.2.3"},
    {"235", "You are who you say you are.", "RFC 4954, 6"},
    {"250", "Done as asked. After the dot it means: I have the letter and answer for it from now on.", "RFC 5321, 4.2.3"},
    {"252", "I do not tell whether this mailbox exists, but would take a letter for it.", "RFC 5321, 3.5.3"},
    {"334", "Go on: what follows is a question in base64, and so must the answer be.", "RFC 4954, 4"},
    {"354", "Send the letter now, and end it with a dot on a line by itself.", "RFC 5321, 4.2.3"},
    {"421", "The server closes the connection, because it heard nothing for too long or is shutting down.", "RFC 5321, 4.2.3"},
    {"450", "Not now: the mailbox is busy. The sender tries again later.", "RFC 5321, 4.2.3"},
    {"451", "Not now: something went wrong at the server. The sender tries again later.", "RFC 5321, 4.2.3"},
    {"452", "Not now: no room, or too many recipients at once.", "RFC 5321, 4.5.3.1.10"},
    {"500", "The server does not know this command, or cannot read the line.", "RFC 5321, 4.2.3"},
    {"501", "The command is known, but what stands after it is wrong.", "RFC 5321, 4.2.3"},
    {"502", "The command is known, but this server does not do it.", "RFC 5321, 4.2.4"},
    {"503", "The right command at the wrong time.", "RFC 5321, 4.2.3"},
    {"504", "The command is known, but not with this word after it.", "RFC 5321, 4.2.3"},
    {"530", "No: prove who you are first, with AUTH.", "RFC 4954, 6"},
    {"535", "No: wrong name or password.", "RFC 4954, 6"},
    {"550", "No: there is no such mailbox, or the server does not send mail there.", "RFC 5321, 4.2.3"},
    {"552", "No: the letter is too big.", "RFC 1870, 6"},
    {"553", "No: no mailbox is named like that, or not for a letter like this.", "RFC 5321, 4.2.3"},
    {"554", "No: the letter cannot be taken.", "RFC 5321, 4.2.3"},
    {"555", "No: a word after the address is not known here.", "RFC 5321, 4.1.1.11"},
}};

}  // namespace

std::span<const wire::ReplyInfo> replies() { return all; }

}  // namespace cleartext::smtp
