// Keeps copies of live packets in large pieces, so that the packets shown can point into them. A batch holds
// the pieces that its packets lie in.
#pragma once
#include <algorithm>
#include <cstring>
#include <memory>
#include <span>
#include <vector>

namespace cleartext::analysis {

class PacketBytes {
 public:
  std::span<const std::byte> keep(std::span<const std::byte> bytes) {
    if (!piece_ || used_ + bytes.size() > size_) {
      size_ = std::max(piece_size, bytes.size());
      piece_ = std::shared_ptr<std::byte[]>(new std::byte[size_]);
      used_ = 0;
    }
    std::byte* place = piece_.get() + used_;
    std::memcpy(place, bytes.data(), bytes.size());
    used_ += bytes.size();
    return {place, bytes.size()};
  }
  // The piece in use, if `held` does not hold it yet.
  void hold(std::vector<std::shared_ptr<const void>>& held) const {
    if (held.empty() || held.back().get() != piece_.get()) held.push_back(piece_);
  }

 private:
  static constexpr std::size_t piece_size = 1024 * 1024;
  std::shared_ptr<std::byte[]> piece_;
  std::size_t used_ = 0, size_ = 0;
};

}  // namespace cleartext::analysis
