// Invariants: no answers bring anybody in who does not know the password; base64 is read back as it was written.
//
// The first byte chooses the mechanism; the rest are the client's answers, one a line.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "servers/sasl/exchange.h"

namespace {

using namespace cleartext;

// Its password is longer than any input.
class Nobody final : public sasl::Verifier {
 public:
  bool check(std::string_view, std::string_view password) override { return sasl::same_secret(password, secret); }
  std::optional<std::string> password_of(std::string_view login) override { return login.empty() ? std::nullopt : std::optional(secret); }

 private:
  const std::string secret = std::string(10'000, 's');
};

void answer(sasl::Exchange& exchange, std::string_view lines) {
  auto step = exchange.begin();
  while (!lines.empty() && step.what == sasl::Step::What::challenge) {
    const auto end = lines.find('\n');
    const auto line = lines.substr(0, end);
    lines.remove_prefix(end == lines.npos ? lines.size() : end + 1);
    step = sasl::continue_with(exchange, line);
    if (step.what == sasl::Step::What::accepted) std::abort();
    if (step.what != sasl::Step::What::challenge && !step.challenge.empty()) std::abort();
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  if (bytes.empty()) return 0;
  if (sasl::from_base64(sasl::to_base64(bytes)) != std::string(bytes)) std::abort();
  (void)sasl::from_base64(bytes);
  Nobody nobody;
  const auto known = sasl::mechanisms();
  const auto exchange = sasl::begin(known[data[0] % known.size()], nobody, "<1.2@mail.hamburger.edu>");
  if (!exchange) std::abort();
  answer(*exchange, bytes.substr(1));
  return 0;
}
