// Pages are asked for in pieces by MADV_POPULATE_READ, and touched so that they lie in a cache that both
// threads share.
#include "engine/capture/read_ahead.h"

#include <sys/mman.h>

#include <algorithm>

namespace cleartext::capture {

namespace {

constexpr std::uint64_t piece = 2 * 1024 * 1024;    // a multiple of every page size
constexpr std::uint64_t ahead = 6 * 1024 * 1024;    // small enough for a shared cache
constexpr std::uint64_t behind = 16 * 1024 * 1024;  // what is kept, in case someone looks back
constexpr std::size_t cache_line = 64;

}  // namespace

ReadAhead::ReadAhead(std::byte* start, std::size_t size)
    : start_(start), size_(size), thread_([this] { walk(); }) {}

ReadAhead::~ReadAhead() {
  over_ = true;
  place_.store(size_ + 1, std::memory_order_release);
  place_.notify_one();
  thread_.join();
}

void ReadAhead::walk() {
  std::uint64_t brought = 0, released = 0;
  unsigned sum = 0;
  while (!over_) {
    const std::uint64_t place = place_.load(std::memory_order_acquire);
    if (place > released + behind + piece) {
      const std::uint64_t end = (place - behind) / piece * piece;
      madvise(start_ + released, end - released, MADV_DONTNEED);
      released = end;
    }
    brought = std::max(brought, place / piece * piece);
    if (brought < std::min<std::uint64_t>(size_, place + ahead)) {
      const std::size_t count = std::min<std::uint64_t>(piece, size_ - brought);
      madvise(start_ + brought, count, MADV_POPULATE_READ);
      const volatile std::byte* bytes = start_ + brought;
      for (std::size_t at = 0; at < count; at += cache_line) sum += std::to_integer<unsigned>(bytes[at]);
      brought += piece;
      continue;
    }
    if (brought >= size_ && released + behind + piece >= size_) break;
    place_.wait(place, std::memory_order_acquire);
  }
  static_cast<void>(sum);
}

}  // namespace cleartext::capture
