#include "servers/mime/compose.h"

#include <fmt/chrono.h>
#include <fmt/format.h>

#include <algorithm>

#include "servers/mime/attachment.h"
#include "servers/mime/decode.h"
#include "servers/mime/words.h"
#include "servers/wire/syntax.h"

namespace cleartext::mime {

namespace {

constexpr std::size_t longest_line = 78;     // RFC 5322, 2.1.1: should not be longer
constexpr std::size_t most_in_a_line = 998;  // and must not

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

bool has_short_lines(std::string_view text) {
  std::size_t column = 0;
  return std::ranges::all_of(text, [&column](char c) { return (column = c == '\n' ? 0 : column + 1) <= most_in_a_line; });
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

namespace {

struct Written {
  std::string type, encoding, body;
  bool plain = false;  // short lines of ASCII
};

Written written(const Draft& draft) {
  auto text = with_crlf(draft.text);
  if (is_plain(text)) return {"text/plain; charset=us-ascii", "7bit", std::move(text), true};
  if (draft.body == Draft::Body::eight_bit && has_short_lines(text)) return {"text/plain; charset=utf-8", "8bit", std::move(text)};
  return {"text/plain; charset=utf-8", "quoted-printable", encode_quoted_printable(text)};
}

std::string content_fields(const Written& text) {
  return field("Content-Type", text.type) + field("Content-Transfer-Encoding", text.encoding);
}

// RFC 2046, 5.1.1: a line between the parts that stands in none of them. The line end before it is its own, so that
// the text ends as it was written.
std::string mixed(const Written& text, const std::vector<Attachment>& attachments) {
  std::vector<std::string> parts{content_fields(text) + "\r\n" + text.body + "\r\n"};
  for (const auto& each : attachments) parts.push_back(part_of(each));
  std::string boundary;
  const auto stands_in = [&boundary](const auto& part) { return part.find("--" + boundary) != std::string::npos; };
  for (int number = 1; boundary.empty() || std::ranges::any_of(parts, stands_in); ++number) boundary = fmt::format("part=_{}", number);
  auto out = fmt::format("Content-Type: multipart/mixed; boundary=\"{}\"\r\n\r\n", boundary);
  for (const auto& part : parts) out += fmt::format("--{}\r\n{}", boundary, part);
  return out + fmt::format("--{}--\r\n", boundary);
}

}  // namespace

std::string compose(const Draft& draft) {
  constexpr std::string_view subject = "Subject";
  const auto text = written(draft);
  const auto head = people("From", {draft.from}) + people("To", draft.to) + people("Cc", draft.cc) +
                    field(subject, encode_words(one_line(draft.subject), subject.size() + 2)) + field("Date", date_text(draft.date)) +
                    field("Message-ID", draft.message_id) + field("In-Reply-To", one_line(draft.in_reply_to)) +
                    field("References", one_line(draft.references));
  if (!draft.attachments.empty()) return head + "MIME-Version: 1.0\r\n" + mixed(text, draft.attachments);
  if (text.plain && draft.headers == Draft::Headers::of_1982_if_enough) return head + "\r\n" + text.body;
  return head + "MIME-Version: 1.0\r\n" + content_fields(text) + "\r\n" + text.body;
}

}  // namespace cleartext::mime
