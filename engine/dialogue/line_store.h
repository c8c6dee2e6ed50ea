// The lines of a recording, append only and small: what a line shares with the one before it is not written again, and its
// text stays where it lies when that place is kept anyway. A line of a long letter takes about three bytes.
#pragma once
#include <initializer_list>
#include <iterator>
#include <memory>
#include <span>
#include <vector>

#include "engine/dialogue/line.h"

namespace cleartext::dialogue {

class LineStore {
 public:
  class Iterator;
  using value_type = Line;
  using const_iterator = Iterator;

  LineStore() = default;
  LineStore(std::initializer_list<Line> lines);
  LineStore(const LineStore& other);
  LineStore(LineStore&& other) noexcept { swap(other); }
  LineStore& operator=(LineStore other) noexcept {
    swap(other);
    return *this;
  }
  ~LineStore() = default;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  // Its views live as long as the store, and the bytes that its lines were told to lie in.
  LineView view(std::size_t at) const;
  Line operator[](std::size_t at) const { return keep(view(at)); }
  Line front() const { return (*this)[0]; }
  Line back() const { return (*this)[size_ - 1]; }
  Iterator begin() const;
  Iterator end() const;

  // A text within `kept` is not copied.
  void push_back(const LineView& line, std::span<const std::byte> kept = {});
  void push_back(const Line& line) { push_back(dialogue::view(line)); }
  void append(LineStore&& more);
  void clear() { *this = {}; }

 private:
  struct Block {
    std::size_t first = 0;  // of its lines, which follow each other from here on
    const char* begin = nullptr;
  };
  // What has been read so far, and what the next line leaves out.
  struct State {
    LineView line;
    std::uintptr_t place = 0;  // where a text would go on
    bool copied = false;       // its text lies in the store
  };
  static constexpr std::size_t block_lines = 32, chunk_bytes = 16 * 1024;

  static const char* read(const char* at, State& state);
  static void write(std::string& out, const LineView& line, bool copied, State& state);
  void push(const LineView& line, bool copied);
  void swap(LineStore& other) noexcept;

  std::vector<std::shared_ptr<char[]>> chunks_;
  std::vector<Block> blocks_;
  std::size_t size_ = 0, in_block_ = block_lines, room_ = 0;
  char* next_ = nullptr;
  State last_;
};

// From one line to the next is a short step.
class LineStore::Iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = Line;
  using difference_type = std::ptrdiff_t;
  using pointer = const Line*;
  using reference = Line;
  Iterator() = default;
  Iterator(const LineStore& store, std::size_t at) : store_(&store), at_(at) {}
  Line operator*() const { return keep(view()); }
  const LineView& view() const;  // until another one is asked for
  Iterator& operator++() { return ++at_, *this; }
  Iterator operator++(int) {
    Iterator before = *this;
    ++at_;
    return before;
  }
  friend Iterator operator+(const Iterator& it, difference_type n) { return {*it.store_, it.at_ + static_cast<std::size_t>(n)}; }
  friend difference_type operator-(const Iterator& a, const Iterator& b) {
    return static_cast<difference_type>(a.at_) - static_cast<difference_type>(b.at_);
  }
  friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }

 private:
  const LineStore* store_ = nullptr;
  std::size_t at_ = 0;
  mutable std::size_t block_ = 0, read_ = 0;  // lines of its block
  mutable const char* next_ = nullptr;        // nullptr: nothing was read yet
  mutable State state_;
};

}  // namespace cleartext::dialogue
