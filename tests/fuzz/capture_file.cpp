// Invariants: any bytes are a capture file, perhaps a damaged one; what it yields lies inside it, the whole pipeline
// stands it, and the reader tells the same when the bytes arrive only as they are asked for.
#include <algorithm>
#include <cstdlib>
#include <vector>

#include "engine/analysis/analyzer.h"
#include "engine/capture/readers.h"

using namespace cleartext;

namespace {

enum class Arrival { at_once, as_asked };

class Given final : public capture::FileBytes {
 public:
  Given(const std::uint8_t* data, std::size_t size, Arrival arrival)
      : bytes_(reinterpret_cast<const std::byte*>(data), reinterpret_cast<const std::byte*>(data) + size),
        here_(arrival == Arrival::at_once ? size : 0) {}
  std::span<const std::byte> bytes() const override { return std::span(bytes_).first(here_); }
  bool fetch(std::uint64_t count) override {
    here_ = std::max<std::uint64_t>(here_, std::min<std::uint64_t>(count, bytes_.size()));
    return count <= here_;
  }

 private:
  std::vector<std::byte> bytes_;
  std::size_t here_;
};

struct Checks final : analysis::Sink {
  void packet(const packet::Packet& packet) override {
    if (std::size_t{packet.payload_offset} + packet.payload_length > packet.decoded().size()) std::abort();
    packet::info(packet);
    for (const packet::Field& field : packet::fields(packet))
      if (std::size_t{field.offset} + field.length > packet.decoded().size()) std::abort();
  }
};

std::string read(const std::uint8_t* data, std::size_t size, Arrival arrival, analysis::Analyzer* analyzer) {
  const auto source = capture::read_capture(std::make_unique<Given>(data, size, arrival));
  std::string told;
  for (packet::RawPacket raw; source->next(raw);) {
    if (analyzer != nullptr) analyzer->feed(raw);
    told += std::to_string(raw.time_ns) + ' ' + std::to_string(raw.bytes.size()) + ' ' + std::to_string(raw.length) + ' ' +
            std::to_string(source->place()) + '\n';
  }
  const auto damage = source->damage();
  if (damage && (damage->byte > size || damage->sentence.empty())) std::abort();
  return told + (damage ? std::to_string(damage->byte) + damage->sentence : "");
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Checks checks;
  analysis::Analyzer analyzer(checks);
  const std::string told = read(data, size, Arrival::at_once, &analyzer);
  analyzer.finish();
  if (told != read(data, size, Arrival::as_asked, nullptr)) std::abort();
  return 0;
}
