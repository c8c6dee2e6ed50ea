// Invariants: whatever a browser sends, in one piece or byte by byte, the webmail answers the same; what it says is
// responses and nothing else, and no page has a script.
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/servers/webmail/desk.h"
#include "tests/support/said.h"

namespace {

using namespace cleartext;

const std::string letter =
    "From: Eve <eve@nowhere.org>\r\nSubject: =?utf-8?q?<script>?=\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
    "<p onclick=x>hi<script>alert(1)</script><a href=\"javascript:x\">there</a>\r\n";

// The desk's secrets are counted, so an input can know them: the form's token is secret1, and so on.
struct Played {
  std::string said, sent;  // to the browser; on to others
  bool operator==(const Played&) const = default;
};

Played play(std::string_view bytes, std::size_t step) {
  webmail::TestDesk desk;
  desk.put("1", letter);
  const auto site = webmail::make_site({"mail.hamburger.edu", desk.tokens()}, desk);
  const auto session = http::make_session({{0x7f00010a, 40000}}, *site);
  tests::Said said;
  tests::feed(*session, bytes, step, said);
  Played played{said.text, {}};
  for (const auto& each : desk.sent) played.sent += each.from + each.letter;
  return played;
}

void check_head(std::string_view head) {
  for (std::size_t at = 0; at < head.size(); ++at)
    if (head[at] == '\n' && head[at - 1] != '\r') std::abort();
}

// RFC 9112, 6.3; no body where HEAD was asked, though its length is told.
std::size_t body_length(std::string_view head, std::string_view rest) {
  constexpr std::string_view field = "Content-Length: ";
  const auto at = head.find(field);
  if (at == head.npos || rest.empty() || rest.starts_with("HTTP/1.1 ")) return 0;
  std::size_t length = 0;
  std::from_chars(head.data() + at + field.size(), head.data() + head.size(), length);
  if (length > rest.size()) std::abort();
  return length;
}

void check_responses(std::string_view text) {
  while (!text.empty()) {
    if (!text.starts_with("HTTP/1.1 ")) std::abort();
    const auto end = text.find("\r\n\r\n");
    if (end == text.npos) std::abort();
    const auto head = text.substr(0, end);
    check_head(head);
    text.remove_prefix(end + 4);
    const auto body = text.substr(0, body_length(head, text));
    if (head.find("text/html") != head.npos && body.find("<script") != body.npos) std::abort();
    text.remove_prefix(body.size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = play(bytes, size + 1);
  if (!(whole == play(bytes, 1))) std::abort();
  check_responses(std::string_view(whole.said).substr(0, whole.said.find("<effect>")));
  return 0;
}
