// Invariants: a stream reads the same whatever its cuts, bytes missing in it or none; lines lie inside it, do not overlap
// and hold nothing that is missing; content and findings are the same, nothing crashes. The first byte chooses port and
// cut and whether there are gaps; then who speaks changes at each NUL.
#include "tests/fuzz/hearing.h"

using namespace cleartext;

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  constexpr std::uint16_t ports[] = {25, 110, 21, 143, 80, 4000};
  const std::uint16_t port = ports[data[0] % 6];
  const std::size_t cut = 1 + data[0] / 6 % 16;
  const std::vector<fuzz::Turn> turns = fuzz::turns_of(std::as_bytes(std::span(data + 1, size - 1)), data[0] >= 96);
  for (const bool data_lines : {true, false})
    fuzz::must_equal(fuzz::hear(turns, port, 1 << 20, data_lines), fuzz::hear(turns, port, cut, data_lines));
  return 0;
}
