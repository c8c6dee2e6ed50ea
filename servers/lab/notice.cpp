#include "servers/lab/notice.h"

#include <fmt/format.h>

#include <algorithm>

#include "servers/mime/charset.h"
#include "servers/smtp/status_code.h"
#include "servers/wire/syntax.h"

namespace cleartext::lab {

namespace {

// Whether it is a reply: three digits, and a space, a hyphen or nothing.
bool answered(const std::string& answer) {
  return answer.size() >= 3 && std::all_of(answer.begin(), answer.begin() + 3, wire::is_digit) &&
         (answer.size() == 3 || answer[3] == ' ' || answer[3] == '-');
}

}  // namespace

// What a server said begins with its three digits; a reason of our own may bring a finer code.
std::string status_code(const std::string& answer) {
  const bool is_reply = answered(answer);
  const auto finer = smtp::finer_code_in(is_reply ? std::string_view(answer).substr(std::min<std::size_t>(answer.size(), 4)) : answer);
  if (!finer.empty()) return std::string(finer);
  if (answer.starts_with("552")) return "5.2.2";  // RFC 3463, 3.3; to HELO no finer code is said
  return is_reply ? fmt::format("{}.0.0", answer[0]) : "5.0.0";
}

// RFC 6533, 3 and 6: names with any letter make the report a "global" one.
std::string notice(const Failure& failure) {
  const std::string boundary = fmt::format("notice-{}", failure.id);
  const bool all_ascii =
      std::all_of(failure.whom.begin(), failure.whom.end(), [](const auto& each) { return mime::is_ascii(each.recipient); });
  const bool header_ascii = mime::is_ascii(failure.header);
  const auto encoding = [](bool ascii) { return ascii ? "" : "Content-Transfer-Encoding: 8bit\r\n"; };
  std::string text = fmt::format(
      "From: Mail server {0} <postmaster@{1}>\r\nTo: <{2}>\r\nSubject: Your letter could not be delivered\r\n"
      "Date: {3}\r\nMessage-ID: <{4}@{0}>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/report; report-type={6}; boundary=\"{5}\"\r\n{7}\r\n",
      failure.reporter, failure.domain, failure.to, failure.date, failure.id, boundary,
      all_ascii ? "delivery-status" : "global-delivery-status", encoding(all_ascii && header_ascii));
  text += fmt::format("--{0}\r\nContent-Type: text/plain; charset={1}\r\n{2}\r\n", boundary, all_ascii ? "us-ascii" : "utf-8",
                      encoding(all_ascii));
  for (const auto& [recipient, why] : failure.whom)
    text += fmt::format("Your letter to {} came back. {}:\r\n\r\n    {}\r\n\r\n", recipient,
                        answered(why) ? "The server there said" : "The reason", why);
  text += fmt::format(
      "Its header is attached.\r\n\r\n--{0}\r\nContent-Type: message/{1}\r\n{2}\r\nReporting-MTA: dns; {3}\r\nX-Queue-ID: {4}\r\n",
      boundary, all_ascii ? "delivery-status" : "global-delivery-status", encoding(all_ascii), failure.reporter, failure.queue_id);
  for (const auto& [recipient, why] : failure.whom)
    text += fmt::format("\r\nFinal-Recipient: {}; {}\r\nAction: failed\r\nStatus: {}\r\n{}Last-Attempt-Date: {}\r\n",
                        mime::is_ascii(recipient) ? "rfc822" : "utf-8", recipient, status_code(why),
                        answered(why) ? fmt::format("Diagnostic-Code: smtp; {}\r\n", why) : "", failure.date);
  return text + fmt::format("\r\n--{0}\r\nContent-Type: {1}\r\n{2}\r\n{3}\r\n\r\n--{0}--\r\n", boundary,
                            header_ascii ? "text/rfc822-headers" : "message/global-headers", encoding(header_ascii), failure.header);
}

}  // namespace cleartext::lab
