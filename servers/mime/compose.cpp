#include "servers/mime/compose.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "servers/mime/decode.h"
#include "servers/mime/words.h"
#include "servers/wire/syntax.h"

namespace cleartext::mime {

namespace {

constexpr std::size_t longest_line = 78;  // RFC 5322, 2.1.1: should not be longer

// One line: what stands in a field must not become a second field.
std::string one_line(std::string_view text) {
  std::string out;
  for (const char c : text) out += static_cast<unsigned char>(c) < ' ' || c == 127 ? ' ' : c;
  return out;
}

std::string with_crlf(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    const bool pair = c == '\r' && at + 1 < text.size() && text[at + 1] == '\n';
    if (pair) continue;
    if (c == '\r' || c == '\n') {
      out += "\r\n";
    } else {
      out += c;
    }
  }
  if (!out.empty() && !out.ends_with("\r\n")) out += "\r\n";
  return out;
}

bool is_plain(std::string_view text) {
  std::size_t column = 0;
  for (const char c : text) {
    column = c == '\n' ? 0 : column + 1;
    const bool usual = wire::is_plain_text(c) || c == '\t' || c == '\r' || c == '\n';
    if (!usual || column > longest_line + 1) return false;
  }
  return true;
}

std::string field(std::string_view name, std::string_view value) {
  return value.empty() ? std::string() : fmt::format("{}: {}\r\n", name, value);
}

std::string people(std::string_view name, const std::vector<Address>& addresses) {
  std::string list;
  for (const auto& each : addresses) {
    if (!list.empty()) list += ",\r\n ";
    list += print({one_line(each.name), one_line(each.address)}, name.size() + 2);
  }
  return field(name, list);
}

}  // namespace

std::string date_text(std::chrono::system_clock::time_point time) {
  return fmt::format("{:%a, %d %b %Y %H:%M:%S} +0000", fmt::gmtime(std::chrono::system_clock::to_time_t(time)));
}

std::string compose(const Draft& draft) {
  const auto text = with_crlf(draft.text);
  const bool plain = is_plain(text);
  constexpr std::string_view subject = "Subject";
  return people("From", {draft.from}) + people("To", draft.to) + people("Cc", draft.cc) +
         field(subject, encode_words(one_line(draft.subject), subject.size() + 2)) + field("Date", date_text(draft.date)) +
         field("Message-ID", draft.message_id) + field("In-Reply-To", one_line(draft.in_reply_to)) +
         field("References", one_line(draft.references)) + "MIME-Version: 1.0\r\n" +
         field("Content-Type", plain ? "text/plain; charset=us-ascii" : "text/plain; charset=utf-8") +
         field("Content-Transfer-Encoding", plain ? "7bit" : "quoted-printable") + "\r\n" +
         (plain ? text : encode_quoted_printable(text));
}

}  // namespace cleartext::mime
