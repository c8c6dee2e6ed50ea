// Invariants: what is understood as a fault is printed so that it is understood again; a client's bytes leave the reader of
// commands as they came; a session with a fault says the same however its client's bytes are cut. The first line is the
// fault, the rest what a client says.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "servers/faults/fault_text.h"
#include "servers/faults/faulty_session.h"
#include "servers/faults/stripper.h"
#include "servers/smtp/session.h"

namespace {

using namespace cleartext;

class Desk final : public smtp::MailDesk {
 public:
  tl::expected<void, smtp::Refusal> sender(const std::string&) override { return {}; }
  tl::expected<void, smtp::Refusal> recipient(const std::string&, std::uint64_t) override { return {}; }
  tl::expected<std::string, smtp::Refusal> accept(const store::Envelope&, const smtp::Arrival&, std::string_view) override { return "Q"; }
};

// Where an effect stands between the bytes depends on the cuts; what is said, and which effects are wanted, does not.
struct Told {
  std::string said, effects;
  wire::Milliseconds waited{0};
  bool operator==(const Told&) const = default;

  void take(const wire::Output& output) {
    said += output.bytes;
    waited += output.wait;
    for (const auto& effect : output.effects) effects += std::to_string(effect.index());
    if (output.then) take(*output.then);
  }
};

Told play(const faults::Orders& orders, std::string_view bytes, std::size_t step) {
  Desk desk;
  smtp::SessionSettings settings{"mail.hamburger.edu", {}, 2000};
  settings.tls_possible = true;
  settings.challenge = "<1@mail.hamburger.edu>";
  faults::FaultySession session(smtp::make_session(settings, desk), wire::Role::hamburger, wire::Service::smtp, orders);
  Told told;
  told.take(session.greet());
  for (std::size_t at = 0; at < bytes.size(); at += step) told.take(session.receive(bytes.substr(at, step)));
  return told;
}

void read_commands(faults::Speech speech, std::string_view bytes, std::size_t step) {
  faults::CommandReader reader(speech);
  std::string out;
  for (std::size_t at = 0; at < bytes.size(); at += step) {
    auto piece = bytes.substr(at, step);
    faults::Piece found;
    while (reader.next(piece, found)) out += found.bytes;
    reader.heard(at % 7 == 0 ? "354 go\r\n" : at % 5 == 0 ? "+ go\r\n" : "");
  }
  if (!bytes.starts_with(out)) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  const auto words = bytes.substr(0, bytes.find('\n'));
  const auto rest = bytes.substr(std::min(bytes.size(), words.size() + 1));
  const auto fault = faults::parse(words);
  if (!fault && (fault.error().offset > words.size() || fault.error().expected.empty())) std::abort();
  if (!fault && faults::problem(words, fault.error()).sentence.empty()) std::abort();
  for (int speech = 0; speech <= static_cast<int>(faults::Speech::none); ++speech) {
    for (const std::size_t step : {std::size_t{1}, std::size_t{3}, size + 1})
      read_commands(static_cast<faults::Speech>(speech), rest, step);
  }
  faults::Stripper eve;
  if (eve.from_server(rest).size() > rest.size() || eve.from_client(rest).on.size() > rest.size()) std::abort();
  if (!fault) return 0;
  const auto again = faults::parse(faults::text(*fault));
  if (!again || !(*again == *fault) || faults::meaning(*fault).empty()) std::abort();
  faults::Orders orders;
  orders.add({1, *fault});
  if (!(play(orders, rest, size + 1) == play(orders, rest, 1))) std::abort();
  return 0;
}
