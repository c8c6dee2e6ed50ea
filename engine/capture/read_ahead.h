// A second thread that walks ahead of the reader of a mapped file: it brings the next pages in and lets go of
// those that were read, so that the reader never waits for the machine. What it does is only ever a hint.
#pragma once
#include <atomic>
#include <cstddef>
#include <cstdint>
#include <thread>

namespace cleartext::capture {

class ReadAhead {
 public:
  ReadAhead(std::byte* start, std::size_t size);
  ~ReadAhead();
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  void reached(std::uint64_t place) {  // by the reader; it costs a comparison
    if (place < next_signal_) return;
    next_signal_ = place + signal_every;
    place_.store(place, std::memory_order_release);
    place_.notify_one();
  }

 private:
  static constexpr std::uint64_t signal_every = 1024 * 1024;
  void walk();

  std::byte* start_;
  std::size_t size_;
  std::uint64_t next_signal_ = 0;
  std::atomic<std::uint64_t> place_ = 0;
  std::atomic<bool> over_ = false;
  std::thread thread_;
};

}  // namespace cleartext::capture
