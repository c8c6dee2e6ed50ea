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
    ActionField{"envelope_from", "the sender of MAIL FROM; left out: from"},
    ActionField{"envelope_to", "the recipients of RCPT TO; left out: to, cc and bcc"},
    ActionField{"reply", "answers the letter with this subject that was fetched last; * and ? stand for anything"},
    ActionField{"forward", "passes such a letter on"},
    ActionField{"form", "8bit: letters beyond ASCII as they are, where the server takes them", form_words},
    actor, user, password,
    ActionField{"server", "which mail server; left out: the user's own"},
    ActionField{"via", "by which service", via_words},
    auth, tls};

constexpr std::array fetch_fields{
    actor, user, password, auth, tls,
    ActionField{"what", "the letters, their headers (TOP), or only the list", fetch_words},
    ActionField{"delete", "false: the letters stay on the server"},
    ActionField{"cut_before_quit", "true: the connection breaks before QUIT"}};

constexpr std::array ftp_fields{
    actor,
    ActionField{"url", "ftp://user:password@server/folder/file;type=a, instead of server, user, password and what to do"},
    ActionField{"server", "left out: ftp.hamburger.edu"},
    ActionField{"user", "left out: anonymous"},
    ActionField{"password", "left out: a guest's address"},
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

constexpr std::array relay_fields{ActionField{"tls", "whether the mail servers encrypt between themselves, from now on", relay_tls_words, true}};

constexpr std::array words{
    ActionWord{"compose", "Somebody writes a letter. Nothing crosses the wire.", "compose: {from: alice, to: bob, subject: Ketchup?}", letter_fields},
    ActionWord{"send", "Somebody's user agent hands a letter to a mail server.",
               "send: {from: alice, to: bob, subject: A crepe, body: Look., attach: crepe.jpg, via: submission, auth: cram-md5, tls: required}", letter_fields},
    ActionWord{"fetch", "Somebody's user agent picks up the mail by POP3.", "fetch: {user: bob, auth: apop, delete: false, cut_before_quit: true}", fetch_fields},
    ActionWord{"ftp", "Somebody's FTP client does one thing.", "ftp: {actor: bob, user: bob, password: hungry, get: welcome.txt, mode: active, tls: explicit}", ftp_fields},
    ActionWord{"relay", "Sets how the two mail servers speak to each other.", "relay: {tls: offered}", relay_fields},
};

}  // namespace

std::span<const ActionWord> action_words() { return words; }

const ActionWord* action_word(std::string_view word) {
  const auto found = std::ranges::find(words, word, &ActionWord::word);
  return found == words.end() ? nullptr : &*found;
}

}  // namespace cleartext::lesson
