// One row a header field that students meet: what it is for, and what it gives away.
#include <array>

#include "servers/http/session.h"

namespace cleartext::http {

namespace {

constexpr std::array<wire::CommandInfo, 31> rows{{
    {"Host", "Host: mail.hamburger.edu", "Which server is meant: one machine may have many names.", "in every request", "RFC 9110, 7.2",
     "Whose site is visited."},
    {"User-Agent", "User-Agent: program/version", "Which browser asks, and on which system.", "in requests", "RFC 9110, 10.1.5",
     "The browser, its version, often the machine."},
    {"Accept", "Accept: text/html, image/png", "Which types of content the client understands.", "in requests", "RFC 9110, 12.5.1", ""},
    {"Accept-Language", "Accept-Language: fr, en;q=0.5", "Which languages its user reads.", "in requests", "RFC 9110, 12.5.4",
     "The user's languages."},
    {"Accept-Encoding", "Accept-Encoding: gzip", "Which ways of packing content the client can undo.", "in requests", "RFC 9110, 12.5.3",
     ""},
    {"Authorization", "Authorization: Basic letters",
     "Says who asks. With Basic the letters are name and password in base64, which hides nothing.", "in requests, after a 401",
     "RFC 9110, 11.6.2; RFC 7617", "Name and password, again with every request."},
    {"WWW-Authenticate", "WWW-Authenticate: Basic realm=\"...\"", "How the client is to say who it is, and for which part of the site.",
     "with 401", "RFC 9110, 11.6.1", ""},
    {"Cookie", "Cookie: name=value",
     "Gives back what the server handed out before, with every request: so the server knows its visitor again.", "in requests",
     "RFC 6265, 5.4", "The visitor's key. Whoever sends the same line is let in as he is."},
    {"Set-Cookie", "Set-Cookie: name=value; HttpOnly",
     "Hands the client something to give back with every request. HttpOnly hides it from scripts, SameSite from requests that other sites "
     "cause, "
     "Secure would keep it off an open line.",
     "in answers", "RFC 6265, 4.1", "The key to what follows. It opens the mailbox without a password."},
    {"Origin", "Origin: http://mail.hamburger.edu", "Which site a form was sent from. A server refuses forms from strangers by it.",
     "in requests", "RFC 6454, 7", "Which site the visitor comes from."},
    {"Referer", "Referer: http://...", "The page on which the link or form stood. The name has been misspelt since 1995.", "in requests",
     "RFC 9110, 10.1.3", "The page that was read before."},
    {"Content-Type", "Content-Type: text/html; charset=utf-8", "Of what type the body is: MIME's types, as in mail.", "with a body",
     "RFC 9110, 8.3", ""},
    {"Content-Length", "Content-Length: 1234", "How many bytes the body has. So the connection can stay open for the next message.",
     "with a body", "RFC 9110, 8.6", "The size, even where the rest were hidden."},
    {"Transfer-Encoding", "Transfer-Encoding: chunked",
     "The body comes in pieces with their sizes before them: its length was not known at the start.", "with a body", "RFC 9112, 6.1", ""},
    {"Content-Encoding", "Content-Encoding: gzip", "The body is packed in this way.", "with a body", "RFC 9110, 8.4", ""},
    {"Content-Disposition", "Content-Disposition: attachment; filename=\"...\"",
     "Show it, or keep it as a file of this name: the same field as in mail.", "in answers", "RFC 6266, 4", "The file's name."},
    {"Content-Security-Policy", "Content-Security-Policy: default-src 'none'",
     "What the page may load and run. A script that somebody smuggles into a letter is not run.", "in answers",
     "W3C, Content Security Policy Level 3", ""},
    {"X-Content-Type-Options", "X-Content-Type-Options: nosniff", "The browser is to believe the Content-Type and not to guess.",
     "in answers", "WHATWG Fetch, 3.6", ""},
    {"Referrer-Policy", "Referrer-Policy: same-origin", "Other sites are not told which page the visitor came from.", "in answers",
     "W3C, Referrer Policy, 4", ""},
    {"Cache-Control", "Cache-Control: no-store", "Whether and how long a copy of the answer may be kept.", "in requests and answers",
     "RFC 9111, 5.2", ""},
    {"Connection", "Connection: close",
     "Whether the connection stays open after this message. In HTTP/1.1 it does unless this line says close.", "in requests and answers",
     "RFC 9110, 7.6.1", ""},
    {"Date", "Date: Thu, 24 Sep 2026 14:03:07 GMT", "When the answer was written.", "in answers", "RFC 9110, 6.6.1", ""},
    {"Server", "Server: program", "Which program answers.", "in answers", "RFC 9110, 10.2.4",
     "What the server runs, for those who look for its holes."},
    {"Location", "Location: /mail", "Where to look next.", "with 301, 302 and 303", "RFC 9110, 10.2.2", "Where the visitor is sent."},
    {"Allow", "Allow: GET, HEAD", "Which methods this address knows.", "with 405, and after OPTIONS", "RFC 9110, 10.2.1", ""},
    {"Expect", "Expect: 100-continue", "The client waits for a first yes before it sends a long body.", "in requests", "RFC 9110, 10.1.1",
     ""},
    {"Last-Modified", "Last-Modified: date", "When what is there was changed last.", "in answers", "RFC 9110, 8.8.2", ""},
    {"ETag", "ETag: \"letters\"", "A mark of what is there; it changes when the content does.", "in answers", "RFC 9110, 8.8.3",
     "Like a cookie, it can tell a visitor who comes back."},
    {"If-None-Match", "If-None-Match: \"letters\"", "Send it only if the mark is another one.", "in requests", "RFC 9110, 13.1.2",
     "That the visitor was here before."},
    {"If-Modified-Since", "If-Modified-Since: date", "Send it only if it changed since then.", "in requests", "RFC 9110, 13.1.3",
     "When the visitor was here."},
    {"Range", "Range: bytes=0-99", "Asks for a part only.", "in requests", "RFC 9110, 14.2", ""},
}};

}  // namespace

std::span<const wire::CommandInfo> fields() { return rows; }

}  // namespace cleartext::http
