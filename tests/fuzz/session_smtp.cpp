// Invariant: whatever a client sends, in one piece or byte by byte, SMTP answers the same and takes the same
// letters.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "servers/smtp/session.h"

namespace {

using namespace cleartext;

class Desk final : public smtp::MailDesk {
 public:
  tl::expected<void, smtp::Refusal> sender(const std::string&) override { return {}; }
  tl::expected<void, smtp::Refusal> recipient(const std::string& address) override {
    if (address.size() > 40) return tl::unexpected(smtp::Refusal{550, "No such user here"});
    return {};
  }
  tl::expected<std::string, smtp::Refusal> accept(const store::Envelope& envelope, const smtp::Arrival& arrival, std::string_view letter) override {
    taken += envelope.from + arrival.hello + (arrival.extended ? "E" : "") + std::string(letter);
    for (const auto& address : envelope.to) taken += address;
    // No letter with a CR or LF alone is ever taken: another server might end it there.
    for (std::size_t at = 0; at < letter.size(); ++at) {
      if (letter[at] == '\n' && (at == 0 || letter[at - 1] != '\r')) std::abort();
      if (letter[at] == '\r' && (at + 1 == letter.size() || letter[at + 1] != '\n')) std::abort();
    }
    return "Q";
  }
  std::string taken;
};

std::string play(std::string_view bytes, std::size_t step) {
  Desk desk;
  const auto session = smtp::make_session({"mail.hamburger.edu", {}, 2000}, desk);
  std::string said = session->greet().bytes;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    const auto output = session->receive(bytes.substr(at, step));
    said += output.bytes;
    for ([[maybe_unused]] const auto& effect : output.effects) said += "<effect>";
  }
  return said + desk.taken;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (play(bytes, size + 1) != play(bytes, 1)) std::abort();
  return 0;
}
