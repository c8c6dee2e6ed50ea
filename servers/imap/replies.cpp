// What an answer begins with, behind its tag or star, and what the codes in brackets mean.
#include <array>

#include "servers/imap/session.h"

namespace cleartext::imap {

namespace {

constexpr std::array<wire::ReplyInfo, 39> all{{
    {"OK", "Yes, done. With a star instead of a tag it is only a remark.", "RFC 3501, 7.1.1"},
    {"NO", "No. What stands after it says why.", "RFC 3501, 7.1.2"},
    {"BAD", "The server does not understand the command, or it comes at the wrong time.", "RFC 3501, 7.1.3"},
    {"PREAUTH", "The server knows already who the user is.", "RFC 3501, 7.1.4"},
    {"BYE", "The server closes the connection.", "RFC 3501, 7.1.5"},
    {"+", "Go on: the server waits for the rest of the command.", "RFC 3501, 7.5"},
    {"CAPABILITY", "What the server can do.", "RFC 3501, 7.2.1"},
    {"LIST", "A folder, with what is special about it and the sign between levels.", "RFC 3501, 7.2.2"},
    {"LSUB", "A folder that the user has subscribed to.", "RFC 3501, 7.2.3"},
    {"STATUS", "How a folder stands.", "RFC 3501, 7.2.4"},
    {"SEARCH", "The numbers of the letters that were found.", "RFC 3501, 7.2.5"},
    {"FLAGS", "The flags that letters in this folder may have.", "RFC 3501, 7.2.6"},
    {"EXISTS", "How many letters are in the folder now.", "RFC 3501, 7.3.1"},
    {"RECENT", "How many of them no session was told of before.", "RFC 3501, 7.3.2"},
    {"EXPUNGE", "This letter is gone, and every number above it is one less from now on.", "RFC 3501, 7.4.1"},
    {"FETCH", "What was asked about a letter, or flags that changed.", "RFC 3501, 7.4.2"},
    {"NAMESPACE", "Where folders begin: the user's own, those of others, shared ones.", "RFC 2342, 5"},
    {"ID", "What program the server is.", "RFC 2971, 3.2"},
    {"[ALERT]", "The user must see this sentence.", "RFC 3501, 7.1"},
    {"[PERMANENTFLAGS]", "The flags that last; \\* means that the user may invent others.", "RFC 3501, 7.1"},
    {"[READ-ONLY]", "The folder is open, and nothing in it can be changed.", "RFC 3501, 7.1"},
    {"[READ-WRITE]", "The folder is open, and may be changed.", "RFC 3501, 7.1"},
    {"[TRYCREATE]", "There is no such folder; the client may make it.", "RFC 3501, 7.1"},
    {"[UIDNEXT]", "The unique number that the next letter will get.", "RFC 3501, 7.1"},
    {"[UIDVALIDITY]", "As long as this number stays the same, so do the unique numbers of the letters.", "RFC 3501, 7.1"},
    {"[UNSEEN]", "The first letter that nobody has read.", "RFC 3501, 7.1"},
    {"[APPENDUID]", "Under which unique number the letter is kept.", "RFC 4315, 3"},
    {"[COPYUID]", "Which unique numbers the letters had, and which their copies got.", "RFC 4315, 3"},
    {"[BADCHARSET]", "The server does not know the charset of these words.", "RFC 3501, 7.1"},
    {"[AUTHENTICATIONFAILED]", "Wrong name or password.", "RFC 5530, 3"},
    {"[PRIVACYREQUIRED]", "Not in the clear: STARTTLS comes first.", "RFC 5530, 3"},
    {"[EXPUNGEISSUED]", "Some of these letters are gone; another session removed them.", "RFC 5530, 3"},
    {"[NONEXISTENT]", "There is no such folder.", "RFC 5530, 3"},
    {"[ALREADYEXISTS]", "There is such a folder already.", "RFC 5530, 3"},
    {"[CANNOT]", "This can never be done.", "RFC 5530, 3"},
    {"[INUSE]", "Not now: somebody else has it open alone.", "RFC 5530, 3"},
    {"[LIMIT]", "There are too many of them.", "RFC 5530, 3"},
    {"[OVERQUOTA]", "The mailbox is full.", "RFC 5530, 3"},
    {"[TOOBIG]", "The letter is too big.", "RFC 4469, 4.2"},
}};

}  // namespace

std::span<const wire::ReplyInfo> replies() { return all; }

}  // namespace cleartext::imap
