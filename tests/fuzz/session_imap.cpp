// Invariant: whatever a client sends, in one piece, byte by byte, or to a host that is rung for long answers, IMAP answers
// the same; every line of it ends in CR LF; nothing outside the user's folder is touched.
#include <algorithm>
#include <charconv>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "tests/servers/imap/room.h"
#include "tests/support/said.h"

namespace {

using namespace cleartext;
namespace fs = std::filesystem;

enum class Host { feeds_all, feeds_bytes, is_rung };

// Bob is logged in and has his inbox open: most commands are refused before.
std::string play(std::string_view bytes, Host host) {
  imap::BobsRoom room;
  const auto outside = fs::temp_directory_path() / "cleartext-fuzz-outside";
  const auto session = imap::make_session({"mail.hamburger.edu", "<1.2@mail.hamburger.edu>", true, false}, room);
  tests::Said said;
  bool rung = false;
  if (host == Host::is_rung) session->wake_with([&rung] { rung = true; });
  const auto say = [&](std::string_view piece) {
    tests::hear(*session, session->receive(piece), said);
    while (std::exchange(rung, false) && !said.over) tests::hear(*session, session->woken(), said);
  };
  tests::hear(*session, session->greet(), said);
  say("0 LOGIN bob hungry\r\n");
  say("1 SELECT INBOX\r\n");
  const std::size_t step = host == Host::feeds_bytes ? 1 : bytes.size() + 1;
  for (std::size_t at = 0; at < bytes.size() && !said.over; at += step) say(bytes.substr(at, step));
  session->closed();
  if (fs::exists(outside)) std::abort();
  return said.text;
}

// What a literal holds is a letter's bytes, or a part of them that may begin behind a CR: it is passed over.
bool lines_end_well(std::string_view text) {
  for (std::size_t at = text.find('\n'); at != text.npos; at = text.find('\n', at)) {
    if (at == 0 || text[at - 1] != '\r') return false;
    const std::string_view line = text.substr(0, at++ - 1);
    const std::size_t open = line.ends_with('}') ? line.rfind('{') : line.npos;
    std::size_t bytes = 0;
    if (open != line.npos && std::from_chars(line.data() + open + 1, line.data() + line.size() - 1, bytes).ec == std::errc())
      at = std::min(text.size(), at + bytes);
  }
  return true;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = play(bytes, Host::feeds_all);
  if (whole != play(bytes, Host::feeds_bytes) || whole != play(bytes, Host::is_rung)) std::abort();
  if (!lines_end_well(whole)) std::abort();
  return 0;
}
