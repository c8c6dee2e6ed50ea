// One row a method, in the order of RFC 9110, 9.3. Those that this server refuses are explained too: a capture
// from elsewhere may have them.
#include <array>

#include "servers/http/session.h"

namespace cleartext::http {

namespace {

constexpr std::array<wire::CommandInfo, 9> methods{{
    {"GET", "GET /path HTTP/1.1", "Asks for what is at an address. Asking changes nothing at the server.", "at any time", "RFC 9110, 9.3.1",
     "Which page is read, and everything that was typed into the address."},
    {"HEAD", "HEAD /path HTTP/1.1", "Asks for the header of an answer only, to learn whether it is there, how long and of what type.",
     "at any time", "RFC 9110, 9.3.2", "Which page the client asks about."},
    {"POST", "POST /path HTTP/1.1", "Sends something to an address: a form that was filled in, say. The bytes follow the empty line.",
     "where a page has a form", "RFC 9110, 9.3.3", "Every field of the form, word for word: a password, a whole letter."},
    {"PUT", "PUT /path HTTP/1.1", "Wants what follows to be kept at this address. This lab's servers do not take it.", "at any time",
     "RFC 9110, 9.3.4", "What is sent, and where it is kept."},
    {"DELETE", "DELETE /path HTTP/1.1",
     "Wants what is at this address removed. Browsers have no button for it; this lab's servers do not take it.", "at any time",
     "RFC 9110, 9.3.5", "What is removed."},
    {"CONNECT", "CONNECT host:port HTTP/1.1", "Asks a proxy for a tunnel to another server. This lab has no proxy.", "at any time",
     "RFC 9110, 9.3.6", "Which server the client wants to reach."},
    {"OPTIONS", "OPTIONS /path HTTP/1.1", "Asks which methods an address knows; the answer is in the Allow line.", "at any time",
     "RFC 9110, 9.3.7", ""},
    {"TRACE", "TRACE /path HTTP/1.1",
     "Wants its own request back, to see what became of it on the way. Servers refuse it: it would show cookies.", "at any time",
     "RFC 9110, 9.3.8", ""},
    {"PATCH", "PATCH /path HTTP/1.1", "Wants a part of what is at this address changed. This lab's servers do not take it.", "at any time",
     "RFC 5789, 2", "What is changed, and where."},
}};

}  // namespace

std::span<const wire::CommandInfo> commands() { return methods; }

}  // namespace cleartext::http
