// The packets of a recording, append only, in pieces that never move: what grows copies nothing that is there already,
// and a snapshot can be read by another thread meanwhile.
#pragma once
#include <compare>
#include <iterator>
#include <memory>
#include <span>

#include "engine/packet/packet.h"

namespace cleartext::packet {

class PacketStore {
 public:
  class Iterator {
   public:
    using iterator_category = std::random_access_iterator_tag;
    using value_type = Packet;
    using difference_type = std::ptrdiff_t;
    using pointer = const Packet*;
    using reference = const Packet&;
    Iterator() = default;
    Iterator(const PacketStore* store, std::size_t at) : store_(store), at_(at) {}
    reference operator*() const { return (*store_)[at_]; }
    pointer operator->() const { return &(*store_)[at_]; }
    reference operator[](difference_type n) const { return *(*this + n); }
    Iterator& operator+=(difference_type n) {
      at_ = static_cast<std::size_t>(static_cast<difference_type>(at_) + n);
      return *this;
    }
    Iterator& operator-=(difference_type n) { return *this += -n; }
    Iterator& operator++() { return *this += 1; }
    Iterator& operator--() { return *this += -1; }
    Iterator operator++(int) { return {store_, at_++}; }
    Iterator operator--(int) { return {store_, at_--}; }
    friend Iterator operator+(Iterator it, difference_type n) { return it += n; }
    friend Iterator operator+(difference_type n, Iterator it) { return it += n; }
    friend Iterator operator-(Iterator it, difference_type n) { return it -= n; }
    friend difference_type operator-(const Iterator& a, const Iterator& b) {
      return static_cast<difference_type>(a.at_) - static_cast<difference_type>(b.at_);
    }
    friend bool operator==(const Iterator& a, const Iterator& b) { return a.at_ == b.at_; }
    friend auto operator<=>(const Iterator& a, const Iterator& b) { return a.at_ <=> b.at_; }

   private:
    const PacketStore* store_ = nullptr;
    std::size_t at_ = 0;
  };
  using value_type = Packet;
  using const_iterator = Iterator;

  PacketStore() = default;
  PacketStore(PacketStore&&) = default;
  PacketStore& operator=(PacketStore&&) = default;

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  const Packet& operator[](std::size_t at) const { return pieces_[at / piece_size][at % piece_size]; }
  const Packet& front() const { return (*this)[0]; }
  const Packet& back() const { return (*this)[size_ - 1]; }
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size_}; }

  void append(std::span<const Packet> packets);
  void clear();
  // What is here now, for any thread. The bytes that the packets point to are not its own.
  std::shared_ptr<const PacketStore> snapshot() const;

 private:
  static constexpr std::size_t piece_size = 1 << 14;
  PacketStore(const PacketStore&) = default;

  std::vector<std::shared_ptr<Packet[]>> pieces_;
  std::size_t size_ = 0;
};

}  // namespace cleartext::packet
