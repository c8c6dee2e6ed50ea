// The packets of a recording, append only, in pieces that never move: what grows copies nothing that is there already,
// and a snapshot can be read by another thread meanwhile. What decoding tells again is not kept: a packet takes 56 bytes,
// and is made anew whenever it is asked for.
#pragma once
#include <array>
#include <compare>
#include <forward_list>
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
    struct Arrow {
      Packet packet;
      const Packet* operator->() const { return &packet; }
    };
    using pointer = Arrow;
    using reference = Packet;
    Iterator() = default;
    Iterator(const PacketStore* store, std::size_t at) : store_(store), at_(at) {}
    reference operator*() const { return (*store_)[at_]; }
    pointer operator->() const { return {(*store_)[at_]}; }
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
  Packet operator[](std::size_t at) const;
  Packet front() const { return (*this)[0]; }
  Packet back() const { return (*this)[size_ - 1]; }
  // Of a packet what is known without decoding it.
  struct Glance {
    std::int64_t time_ns = 0;
    std::uint32_t stream = no_stream, payload_length = 0;
    bool from_client = false;
  };
  Glance glance(std::size_t at) const;
  Iterator begin() const { return {this, 0}; }
  Iterator end() const { return {this, size_}; }

  void append(std::span<const Packet> packets);
  void clear();
  // What is here now, for any thread. The bytes that the packets point to are not its own.
  std::shared_ptr<const PacketStore> snapshot() const;

 private:
  struct Row {
    const void* bytes = nullptr;  // the frame; of one that is kept whole, the packet
    std::int64_t time_ns = 0;
    std::uint64_t position = 0, acknowledged = 0;
    std::uint32_t captured = 0, length = 0, stream = no_stream, payload_length = 0;
    LinkType link = LinkType::ethernet;
    Protocol protocol = Protocol::unknown;
    bool from_client : 1 = false, retransmission : 1 = false, whole : 1 = false;
  };
  static_assert(sizeof(Row) == 56);
  static constexpr std::size_t piece_size = 1 << 14;
  struct Piece {
    std::array<Row, piece_size> rows;
    std::forward_list<Packet> whole;  // what decoding does not tell again
  };
  PacketStore(const PacketStore&) = default;
  const Row& row(std::size_t at) const { return pieces_[at / piece_size]->rows[at % piece_size]; }
  static Packet packet_of(const Row& row, std::size_t at);
  static Row row_of(const Packet& packet);

  std::vector<std::shared_ptr<Piece>> pieces_;
  std::size_t size_ = 0;
};

}  // namespace cleartext::packet
