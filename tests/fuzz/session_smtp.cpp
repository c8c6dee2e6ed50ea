// Invariant: whatever a client sends, in one piece or byte by byte, SMTP answers the same and takes the same
// letters.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "servers/smtp/session.h"
#include "tests/support/said.h"

namespace {

using namespace cleartext;

class Desk final : public smtp::MailDesk {
 public:
  tl::expected<void, smtp::Refusal> sender(const std::string&) override { return {}; }
  tl::expected<void, smtp::Refusal> recipient(const std::string& address, std::uint64_t) override {
    if (address.size() > 40) return tl::unexpected(smtp::Refusal{550, "No such user here"});
    return {};
  }
  tl::expected<std::string, smtp::Refusal> accept(const store::Envelope& envelope, const smtp::Arrival& arrival,
                                                  std::string_view letter) override {
    taken += envelope.from + arrival.hello + (arrival.extended ? "E" : "") + std::string(letter);
    for (const auto& address : envelope.to) taken += address;
    // No letter with a CR or LF alone is ever taken: another server might end it there.
    for (std::size_t at = 0; at < letter.size(); ++at) {
      if (letter[at] == '\n' && (at == 0 || letter[at - 1] != '\r')) std::abort();
      if (letter[at] == '\r' && (at + 1 == letter.size() || letter[at + 1] != '\n')) std::abort();
    }
    return "Q";
  }
  tl::expected<smtp::Taken, smtp::Refusal> take(const store::Envelope& envelope, const smtp::Arrival& arrival,
                                                std::string_view letter) override {
    if (!later) return MailDesk::take(envelope, arrival, letter);
    return smtp::Taken{
        "Q", [=, this, kept = std::string(letter)] { return accept(envelope, arrival, kept).map([](const std::string&) {}); }, nullptr};
  }
  std::string taken;
  bool later = false;
};

// At the dot the desk takes the letter at once, or when its work is done: to the client that is the same.
std::string play(std::string_view bytes, std::size_t step, bool later) {
  Desk desk;
  desk.later = later;
  const auto session = smtp::make_session({"mail.hamburger.edu", {}, 2000}, desk);
  tests::Said said;
  tests::hear(*session, session->greet(), said);
  tests::feed(*session, bytes, step, said);
  return said.text + desk.taken;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto whole = play(bytes, size + 1, false);
  if (whole != play(bytes, 1, false) || whole != play(bytes, size + 1, true)) std::abort();
  return 0;
}
