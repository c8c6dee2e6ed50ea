#include "servers/lab/notice.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace cleartext::lab {

namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }

// "5.1.1" at the start of a text; empty: there is none (RFC 3463, 2).
std::string finer_code(std::string_view text) {
  std::size_t at = 0;
  for (int part = 0; part < 3; ++part) {
    const std::size_t from = at;
    while (at < text.size() && at - from < 3 && is_digit(text[at])) ++at;
    if (at == from || (part < 2 && (at == text.size() || text[at++] != '.'))) return {};
  }
  return std::string(text.substr(0, at));
}

}  // namespace

std::string status_code(const std::string& answer) {
  const bool has_code = answer.size() >= 3 && std::all_of(answer.begin(), answer.begin() + 3, is_digit);
  if (!has_code) return "5.0.0";
  const std::string finer = answer.size() > 4 ? finer_code(std::string_view(answer).substr(4)) : "";
  return finer.empty() ? fmt::format("{}.0.0", answer[0]) : finer;
}

std::string notice(const Failure& failure) {
  const std::string boundary = fmt::format("notice-{}", failure.id);
  const bool answered = !failure.answer.empty() && is_digit(failure.answer.front());
  std::string text = fmt::format(
      "From: Mail server {0} <postmaster@{1}>\r\nTo: <{2}>\r\nSubject: Your letter could not be delivered\r\n"
      "Date: {3}\r\nMessage-ID: <{4}@{0}>\r\nAuto-Submitted: auto-replied\r\nMIME-Version: 1.0\r\n"
      "Content-Type: multipart/report; report-type=delivery-status; boundary=\"{5}\"\r\n\r\n"
      "--{5}\r\nContent-Type: text/plain; charset=us-ascii\r\n\r\n"
      "Your letter to {6} came back. {7}:\r\n\r\n    {8}\r\n\r\nIts header is attached.\r\n\r\n"
      "--{5}\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; {0}\r\nX-Queue-ID: {9}\r\nArrival-Date: {3}\r\n",
      failure.reporter, failure.domain, failure.to, failure.date, failure.id, boundary, fmt::join(failure.recipients, ", "),
      answered ? "The server there said" : "The reason", failure.answer, failure.queue_id);
  for (const std::string& recipient : failure.recipients)
    text += fmt::format("\r\nFinal-Recipient: rfc822; {}\r\nAction: failed\r\nStatus: {}\r\n{}", recipient, status_code(failure.answer),
                        answered ? fmt::format("Diagnostic-Code: smtp; {}\r\n", failure.answer) : "");
  return text + fmt::format("\r\n--{0}\r\nContent-Type: text/rfc822-headers\r\n\r\n{1}\r\n\r\n--{0}--\r\n", boundary, failure.header);
}

}  // namespace cleartext::lab
