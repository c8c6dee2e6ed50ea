#include "engine/lesson/action_words.h"

#include <algorithm>

namespace cleartext::lesson {
namespace {

constexpr ActionField actor{"actor", "from whose machine: alice, bob, eve or you; left out: the user's own"};
constexpr ActionField user{"user", "whose account; left out: the actor's own"};
constexpr ActionField password{"password", "left out: the right one"};
constexpr ActionField auth{"auth", "how to log in; words is the protocol's own way, USER and PASS or LOGIN", auth_words};
constexpr ActionField tls{"tls", "required: goes away where it is not offered; from-start: on a port of its own", tls_words};

constexpr std::array letter_fields{
    ActionField{"from", "an address, or alice or bob", {}, true},
    ActionField{"to", "addresses with commas; left out in an answer", {}},
    ActionField{"cc", "addresses"},
    ActionField{"bcc", "addresses that stand on the envelope alone"},
    ActionField{"subject", "left out in an answer: Re: or Fwd: and the other's"},
    ActionField{"body", "the text"},
    ActionField{"attach", "a file in the lesson's folder, or a list of them"},
    ActionField{"remark", "a text inside each JPEG picture that is attached; it looks the same and weighs more"},
    ActionField{"envelope_from", "the sender of MAIL FROM; left out: from"},
    ActionField{"envelope_to", "the recipients of RCPT TO; left out: to, cc and bcc"},
    ActionField{"reply", "answers the letter with this subject that was fetched last; * and ? stand for anything"},
    ActionField{"forward", "passes such a letter on"},
    ActionField{"form", "8bit: letters beyond ASCII as they are, where the server takes them", form_words},
    actor,
    user,
    password,
    ActionField{"server", "which mail server; left out: the user's own"},
    ActionField{"via", "by which service", via_words},
    auth,
    tls};

constexpr std::array fetch_fields{
    actor,
    user,
    password,
    auth,
    tls,
    ActionField{"by", "by which protocol", by_words},
    ActionField{"what", "the letters, their headers, or only the list", fetch_words},
    ActionField{"delete", "whether the letters go from the server; left out: by POP3 they do, by IMAP they stay"},
    ActionField{"cut_before_quit", "true, by POP3: the connection breaks before QUIT"}};

constexpr std::array ftp_fields{
    actor,
    ActionField{"url", "ftp://user:password@server/folder/file;type=a, instead of server, user, password and what to do"},
    ActionField{"server", "left out: ftp.hamburger.edu"},
    ActionField{"user", "left out: anonymous"},
    ActionField{"password", "left out: a guest's address, or the right one"},
    ActionField{"list", "a folder"},
    ActionField{"get", "a file on the server"},
    ActionField{"put", "what the file is to be called there"},
    ActionField{"append", "which file gets more"},
    ActionField{"delete", "a file"},
    ActionField{"rename", "a file"},
    ActionField{"new_name", "what it is called then"},
    ActionField{"make_folder", "a folder"},
    ActionField{"remove_folder", "a folder"},
    ActionField{"content", "put, append: the text that is sent"},
    ActionField{"file", "put, append: a file in the lesson's folder, instead of content"},
    ActionField{"mode", "who opens the data connection, and how it is said", mode_words},
    ActionField{"text", "true: line ends change on the way (TYPE A)"},
    ActionField{"from_byte", "get, put: go on from there (REST)"},
    ActionField{"tls", "explicit: AUTH TLS; implicit: on a port of its own", ftp_tls_words}};

constexpr std::array imap_fields{
    actor,
    user,
    password,
    auth,
    tls,
    ActionField{
        "say", "a list of lines as IMAP has them, without tags: SELECT INBOX, FETCH 1 BODY[2], IDLE; or append: and a letter", {}, true}};

constexpr std::array browse_fields{
    actor, user, password, ActionField{"server", "left out: the user's own mail server"},
    ActionField{"visit", "a list of what is done: get, log_in, open, source, answer, write, delete, log_out", {}, true}};

constexpr std::array sftp_fields{actor,
                                 user,
                                 password,
                                 ActionField{"list", "a folder"},
                                 ActionField{"get", "a file on the server"},
                                 ActionField{"put", "what the file is to be called there"},
                                 ActionField{"delete", "a file"},
                                 ActionField{"rename", "a file"},
                                 ActionField{"new_name", "what it is called then"},
                                 ActionField{"make_folder", "a folder"},
                                 ActionField{"remove_folder", "a folder"},
                                 ActionField{"content", "put: the text that is sent"},
                                 ActionField{"file", "put: a file in the lesson's folder, instead of content"}};

constexpr std::array say_fields{
    ActionField{"as", "who says it: eve, alice, bob or you", {}, true},
    ActionField{"to", "a machine and a service or port: ftp.hamburger.edu:21", {}, true},
    ActionField{
        "lines", "what is said, line by line, each when the server has answered; PORT and EPRT may name a machine and a service", {}, true},
    ActionField{"tls", "from-start: on a port that has it; STARTTLS is a line like any other", say_tls_words},
    ActionField{"upload", "what is sent over the data connection when FTP's server takes a file (STOR, APPE)"}};

constexpr std::array scan_fields{ActionField{"as", "who wants to know: eve", {}, true},
                                 ActionField{"through", "the FTP server that is made to call", {}, true},
                                 ActionField{"target", "the machine that is called", {}, true},
                                 ActionField{"ports", "a list of numbers or names of services", {}, true}};

constexpr std::array relay_fields{
    ActionField{"tls", "whether the mail servers encrypt between themselves, from now on", relay_tls_words, true}};

constexpr std::array crack_fields{ActionField{"user", "whose digests; left out: everybody's"},
                                  ActionField{"mechanism", "which; left out: both", digest_words}};

constexpr std::array words{
    ActionWord{"compose", "Somebody writes a letter. Nothing crosses the wire.", "compose: {from: alice, to: bob, subject: Ketchup}",
               letter_fields},
    ActionWord{
        "send", "Somebody's user agent hands a letter to a mail server.",
        "send: {from: alice, to: bob, subject: A crepe, body: Look., attach: crepe.jpg, via: submission, auth: cram-md5, tls: required}",
        letter_fields},
    ActionWord{"fetch", "Somebody's user agent picks up the mail.",
               "fetch: {user: bob, by: pop3, auth: apop, delete: false, cut_before_quit: true}", fetch_fields},
    ActionWord{"ftp", "Somebody's FTP client does one thing.",
               "ftp: {actor: bob, user: bob, password: hungry, get: welcome.txt, mode: active, tls: explicit}", ftp_fields},
    ActionWord{"imap", "Somebody's user agent looks after mail that stays on the server.",
               "imap: {user: bob, auth: cram-md5, tls: required, say: [SELECT INBOX, FETCH 1 (FLAGS ENVELOPE)]}", imap_fields},
    ActionWord{"browse", "Somebody reads mail in a web browser, or looks at a page, on one connection.",
               "browse: {user: bob, visit: [log_in: {}, open: {subject: crepe}, log_out: {}]}", browse_fields},
    ActionWord{"sftp", "Somebody's SFTP client does one thing, inside SSH.", "sftp: {user: bob, get: /welcome.txt}", sftp_fields},
    ActionWord{"say", "Somebody says a script's lines to a server, and nothing else.",
               "say: {as: eve, to: 'mail.hamburger.edu:25', lines: [HELO eve, QUIT]}", say_fields},
    ActionWord{"scan", "Has an FTP server call another machine's ports (RFC 2577, 3).",
               "scan: {as: eve, through: ftp.hamburger.edu, target: printer.hamburger.edu, ports: [printer, 9101]}", scan_fields},
    ActionWord{"crack", "Eve tries our list of words on the digests that were captured before this step. Nothing crosses the wire.",
               "crack: {user: bob, mechanism: APOP}", crack_fields},
    ActionWord{"order", "Breaks something on purpose, in the words of cleartext fault.", "order: off smtp@mail.hamburger.edu", {}},
    ActionWord{"withdraw", "Mends what was ordered: in the same words, or all of it.", "withdraw: all", {}},
    ActionWord{"relay", "Sets how the two mail servers speak to each other.", "relay: {tls: offered}", relay_fields},
};

}  // namespace

std::span<const ActionWord> action_words() { return words; }

const ActionWord* action_word(std::string_view word) {
  const auto found = std::ranges::find(words, word, &ActionWord::word);
  return found == words.end() ? nullptr : &*found;
}

}  // namespace cleartext::lesson
