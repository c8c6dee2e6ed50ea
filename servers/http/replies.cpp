// What the status codes mean. The first digit tells the most: 2 yes, 3 look there, 4 your mistake, 5 mine.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "servers/http/session.h"

namespace cleartext::http {

namespace {

constexpr std::size_t rows = 26;

constexpr std::array<wire::ReplyInfo, rows> codes{{
    {"100", "Go on: send the body. A client that asked first, with Expect, waits for this.", "RFC 9110, 15.2.1"},
    {"200", "Here it is.", "RFC 9110, 15.3.1"},
    {"204", "Done, and there is nothing to show.", "RFC 9110, 15.3.5"},
    {"206", "Here is the part of it that was asked for.", "RFC 9110, 15.3.7"},
    {"301", "It has moved for good. The Location line says where to.", "RFC 9110, 15.4.2"},
    {"302", "For now, look where the Location line points. Browsers do so at once.", "RFC 9110, 15.4.3"},
    {"303", "Done. Now fetch the page that the Location line names: so a reload does not send the form again.", "RFC 9110, 15.4.4"},
    {"304", "It has not changed since you fetched it last; use what you have.", "RFC 9110, 15.4.5"},
    {"400", "The request is not HTTP as the standard writes it, or could be read in two ways.", "RFC 9110, 15.5.1"},
    {"401", "Say who you are first; or what you said was wrong. The WWW-Authenticate line says how to say it.", "RFC 9110, 15.5.2"},
    {"403", "No, and saying who you are will not help.", "RFC 9110, 15.5.4"},
    {"404", "There is nothing at this address.", "RFC 9110, 15.5.5"},
    {"405", "The address is there, but the method does not go with it. The Allow line lists those that do.", "RFC 9110, 15.5.6"},
    {"408", "The request was begun and its end did not come in time.", "RFC 9110, 15.5.9"},
    {"409", "Not now: somebody else is at it.", "RFC 9110, 15.5.10"},
    {"411", "The length of what is sent must be told first.", "RFC 9110, 15.5.12"},
    {"413", "What is sent is too long for this server.", "RFC 9110, 15.5.14"},
    {"414", "The address is too long for this server.", "RFC 9110, 15.5.15"},
    {"415", "What is sent is of a type that this address does not take.", "RFC 9110, 15.5.16"},
    {"417", "The server cannot do what the Expect line wants.", "RFC 9110, 15.5.18"},
    {"422", "The form came whole, but what is in it cannot be used.", "RFC 9110, 15.5.21"},
    {"431", "The header is too long for this server.", "RFC 6585, 5"},
    {"500", "Something went wrong inside the server.", "RFC 9110, 15.6.1"},
    {"501", "The server does not know this method at all.", "RFC 9110, 15.6.2"},
    {"503", "Not now: the server is busy.", "RFC 9110, 15.6.4"},
    {"505", "The server does not speak this version of HTTP.", "RFC 9110, 15.6.6"},
}};

constexpr std::array<std::string_view, rows> reasons{"Continue",
                                                     "OK",
                                                     "No Content",
                                                     "Partial Content",
                                                     "Moved Permanently",
                                                     "Found",
                                                     "See Other",
                                                     "Not Modified",
                                                     "Bad Request",
                                                     "Unauthorized",
                                                     "Forbidden",
                                                     "Not Found",
                                                     "Method Not Allowed",
                                                     "Request Timeout",
                                                     "Conflict",
                                                     "Length Required",
                                                     "Content Too Large",
                                                     "URI Too Long",
                                                     "Unsupported Media Type",
                                                     "Expectation Failed",
                                                     "Unprocessable Content",
                                                     "Request Header Fields Too Large",
                                                     "Internal Server Error",
                                                     "Not Implemented",
                                                     "Service Unavailable",
                                                     "HTTP Version Not Supported"};

}  // namespace

std::span<const wire::ReplyInfo> replies() { return codes; }

std::string_view reason(int status) {
  const auto row =
      std::find_if(codes.begin(), codes.end(), [code = fmt::to_string(status)](const auto& each) { return each.code == code; });
  return row == codes.end() ? std::string_view() : reasons[static_cast<std::size_t>(row - codes.begin())];
}

}  // namespace cleartext::http
