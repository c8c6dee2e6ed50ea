// The rows of the details view while they are made: headers, their fields, and parts of fields, each cut to what was captured.
#pragma once
#include <algorithm>
#include <string>
#include <vector>

#include "engine/packet/bytes.h"
#include "engine/packet/packet.h"

namespace cleartext::packet {

class FieldRows {
 public:
  explicit FieldRows(const Packet& packet) : frame(packet.decoded()) {}
  void header(std::string label, std::size_t offset, std::size_t length) { add(std::move(label), offset, length, 0); }
  void field(std::string label, std::size_t offset, std::size_t length) { add(std::move(label), offset, length, 1); }
  void part(std::string label, std::size_t offset, std::size_t length) { add(std::move(label), offset, length, 2); }

  const Bytes frame;
  std::vector<Field> rows;

 private:
  void add(std::string label, std::size_t offset, std::size_t length, int depth) {
    if (offset > frame.size()) return;
    length = std::min(length, frame.size() - offset);
    rows.push_back({std::move(label), static_cast<std::uint32_t>(offset), static_cast<std::uint32_t>(length), depth});
  }
};

void add_tcp(FieldRows& tree, const Packet& packet);
// What is inside: the lines of a protocol that speaks in lines, the records of TLS.
void add_payload(FieldRows& tree, const Packet& packet);

}  // namespace cleartext::packet
