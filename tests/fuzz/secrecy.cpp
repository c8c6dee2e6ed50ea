// Invariants: TLS and SSH read the same whatever their cuts, with the secrets of the session or without; nothing
// crashes, and nothing stays held. A byte for port and cut, two for the length of a key log, the key log; then turns:
// a byte for the side, two for the length, the bytes.
#include "tests/fuzz/hearing.h"

using namespace cleartext;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 3) return 0;
  constexpr std::uint16_t ports[] = {993, 25, 22, 443, 21, 995};
  tls::Octets left(std::as_bytes(std::span(data, size)));
  const std::uint8_t choice = left.u8();
  const std::uint16_t port = ports[choice % 6];
  const std::size_t cut = 1 + choice / 6 % 16;
  const tls::Bytes log = left.vector(2);
  std::vector<fuzz::Turn> turns;
  while (!left.empty()) {
    const wire::Side from = left.u8() % 2 == 0 ? wire::Side::client : wire::Side::server;
    turns.push_back({from, left.take(std::min<std::size_t>(left.u16(), left.size()))});
  }
  const std::string_view key_log(reinterpret_cast<const char*>(log.data()), log.size());
  fuzz::must_equal(fuzz::hear(turns, port, 1 << 20, true, key_log), fuzz::hear(turns, port, cut, true, key_log));
  return 0;
}
