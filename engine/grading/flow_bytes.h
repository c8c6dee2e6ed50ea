// The bytes of one direction, kept where they came, in pages: what is missing costs nothing, however far it reaches.
#pragma once
#include <algorithm>
#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <unordered_map>

namespace cleartext::grading {

class FlowBytes {
 public:
  // False: a byte that was there already is another now.
  bool put(std::uint64_t at, std::span<const std::byte> bytes) {
    bool same = true;
    for (const std::byte byte : bytes) {
      auto& page = pages_[at / size];
      if (!page) page = std::make_unique<Page>();
      same = same && (!page->there[at % size] || page->bytes[at % size] == byte);
      page->bytes[at % size] = byte;
      page->there[at % size] = true;
      ++at;
    }
    end_ = std::max(end_, at);
    return same;
  }
  // So many were sent, as a later packet says: where its bytes are not there, they are missing too.
  void reach(std::uint64_t end) { end_ = std::max(end_, end); }
  std::optional<std::uint64_t> first_hole() const {
    for (std::uint64_t number = 0; number * size < end_; ++number) {
      const auto page = pages_.find(number);
      if (page == pages_.end()) return number * size;
      const auto last = std::min<std::uint64_t>(size, end_ - number * size);
      for (std::uint64_t i = 0; i < last; ++i) {
        if (!page->second->there[i]) return number * size + i;
      }
    }
    return std::nullopt;
  }

 private:
  static constexpr std::uint64_t size = 4096;
  struct Page {
    std::array<std::byte, size> bytes{};
    std::bitset<size> there;
  };
  std::unordered_map<std::uint64_t, std::unique_ptr<Page>> pages_;
  std::uint64_t end_ = 0;
};

}  // namespace cleartext::grading
