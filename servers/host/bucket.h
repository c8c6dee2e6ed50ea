// A slow wire: so many bytes a second for all who share it, both ways together. It fills on the lab's clock, drop by
// drop, and is never fuller than one packet or a tenth of a second, so that a pause is no credit.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <vector>

#include "servers/wire/clock.h"

namespace cleartext::host {

class Bucket {
 public:
  Bucket(wire::Clock& clock, std::uint64_t bytes_a_second);
  // How many of `wanted` may pass now. Nothing, unless a whole packet's worth of them may: no line is torn for it.
  std::size_t take(std::size_t wanted);
  void give_back(std::size_t bytes) { bytes_ += static_cast<double>(bytes); }
  void tell(std::function<void()> call);  // once, when there is more
  void open();                            // the wire is fast again: all who wait are told, and everything passes
  std::uint64_t bytes_a_second() const { return rate_; }

 private:
  void drop();
  wire::Clock& clock_;
  std::uint64_t rate_;
  double most_, bytes_;
  bool open_ = false;
  std::vector<std::function<void()>> waiting_;
  std::unique_ptr<wire::Timer> timer_;
};

// What the connections of one listener share: a wire that may become slow, and fast again, under them.
struct Line {
  std::shared_ptr<Bucket> bucket;  // nullptr: fast
};

// What the kernel may take in for a connection before anybody has read it; 0: as it likes. On a slow wire little, or a
// whole upload would have crossed at once.
int receive_room(const std::shared_ptr<Line>& line);

}  // namespace cleartext::host
