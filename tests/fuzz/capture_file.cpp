// Invariant: any bytes are a capture file, perhaps a damaged one; what it yields lies inside it, and the
// whole pipeline stands it.
#include <cstdlib>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/capture/readers.h"

using namespace cleartext;

namespace {

class Given final : public capture::FileBytes {
 public:
  Given(const std::uint8_t* data, std::size_t size)
      : bytes_(reinterpret_cast<const std::byte*>(data), reinterpret_cast<const std::byte*>(data) + size) {}
  std::span<const std::byte> bytes() const override { return bytes_; }

 private:
  std::vector<std::byte> bytes_;
};

struct Checks final : analysis::Sink {
  void packet(const packet::Packet& packet) override {
    if (std::size_t{packet.payload_offset} + packet.payload_length > packet.decoded().size()) std::abort();
    packet::info(packet);
    for (const packet::Field& field : packet::fields(packet))
      if (std::size_t{field.offset} + field.length > packet.decoded().size()) std::abort();
  }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const auto source = capture::read_capture(std::make_unique<Given>(data, size));
  Checks checks;
  analysis::Analyzer analyzer(checks);
  packet::RawPacket raw;
  while (source->next(raw)) analyzer.feed(raw);
  analyzer.finish();
  if (const auto damage = source->damage(); damage && (damage->byte > size || damage->sentence.empty()))
    std::abort();
  return 0;
}
