// Invariants: whatever a browser sends, in one piece or byte by byte, the webmail answers the same; what it says is
// responses and nothing else, and no page has a script.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/support/said.h"
#include "tests/servers/webmail/desk.h"

namespace {

using namespace cleartext;

const std::string letter =
    "From: Eve <eve@nowhere.org>\r\nSubject: =?utf-8?q?<script>?=\r\nMIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n"
    "<p onclick=x>hi<script>alert(1)</script><a href=\"javascript:x\">there</a>\r\n";

// The desk's secrets are counted, so an input can know them: the form's token is secret1, and so on.
std::string play(std::string_view bytes, std::size_t step) {
  webmail::TestDesk desk;
  desk.put("1", letter);
  const auto site = webmail::make_site({"mail.hamburger.edu", desk.tokens()}, desk);
  const auto session = http::make_session({{0x7f00010a, 40000}}, *site);
  tests::Said said;
  tests::feed(*session, bytes, step, said);
  std::string sent;
  for (const auto& each : desk.sent) sent += each.from + each.letter;
  return said.text + sent;
}

void check_responses(std::string_view text) {
  while (!text.empty()) {
    if (!text.starts_with("HTTP/1.1 ")) std::abort();
    const auto end = text.find("\r\n\r\n");
    if (end == text.npos) std::abort();
    const auto head = text.substr(0, end);
    for (std::size_t at = 0; at < head.size(); ++at)
      if (head[at] == '\n' && head[at - 1] != '\r') std::abort();
    const auto next = text.find("HTTP/1.1 ", end);
    const auto body = text.substr(end, next == text.npos ? next : next - end);
    if (head.find("text/html") != head.npos && body.find("<script") != body.npos) std::abort();
    text = next == text.npos ? std::string_view() : text.substr(next);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = play(bytes, size + 1);
  if (whole != play(bytes, 1)) std::abort();
  // A request that says "HTTP/1.1 " itself may get it back inside a page.
  const auto responses = whole.substr(0, whole.find("<effect>"));
  if (responses.find("HTTP/1.1 ") == 0) check_responses(responses);
  return 0;
}
