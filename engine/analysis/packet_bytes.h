// Keeps copies of live packets in large pieces, so that the packets shown can point into them. A batch holds
// the pieces that its packets lie in. A lesson's packets stay in memory; what goes far beyond lies in a file without a
// name, which the kernel may put away while nobody looks.
#pragma once
#include <memory>
#include <span>
#include <vector>

namespace cleartext::analysis {

class PacketBytes {
 public:
  std::span<const std::byte> keep(std::span<const std::byte> bytes);
  // The piece in use, if `held` does not hold it yet.
  void hold(std::vector<std::shared_ptr<const void>>& held) const {
    if (held.empty() || held.back().get() != piece_.get()) held.push_back(piece_);
  }

 private:
  struct File;
  void begin_piece(std::size_t bytes);
  std::shared_ptr<std::byte> in_file();
  std::shared_ptr<std::byte> piece_;
  std::vector<std::shared_ptr<std::byte>> pieces_;  // whoever fills this may point into any of them
  std::shared_ptr<File> file_;                      // the last piece's end is the file's
  std::size_t used_ = 0, size_ = 0, in_memory_ = 0;
};

}  // namespace cleartext::analysis
