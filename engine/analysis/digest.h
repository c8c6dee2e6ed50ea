// The fingerprint of each direction's reassembled bytes, gaps left out: what one reader of a capture can
// compare with another.
#pragma once
#include <array>
#include <optional>
#include <vector>

#include "engine/analysis/sink.h"
#include "engine/findings/decode.h"

namespace cleartext::analysis {

class Digests {
 public:
  void add(std::uint32_t stream, wire::Side from, std::span<const std::byte> bytes) {
    if (stream >= sums_.size()) sums_.resize(stream + 1);
    auto& sum = sums_[stream][from == wire::Side::client ? 0 : 1];
    if (!sum) sum.emplace();
    sum->add({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }
  // Once for each direction.
  std::string hex(std::uint32_t stream, wire::Side from) {
    if (stream >= sums_.size()) sums_.resize(stream + 1);
    auto& sum = sums_[stream][from == wire::Side::client ? 0 : 1];
    if (!sum) sum.emplace();
    return sum->hex();
  }

 private:
  std::vector<std::array<std::optional<findings::Sha256>, 2>> sums_;
};

}  // namespace cleartext::analysis
