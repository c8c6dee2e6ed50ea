// A filter as a value: a tree of terms, read from what was typed. Whoever typed it wrong is told which characters and why.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <tl/expected.hpp>
#include <vector>

#include "engine/packet/packet.h"

namespace cleartext::filter {

enum class Field : std::uint8_t {
  host,
  source,
  destination,
  port,
  source_port,
  destination_port,
  protocol,
  stream,
  number,
  length,
  payload,
  time,
  text
};

// What a packet can be, said in one word.
enum class Trait : std::uint8_t { credentials, syn, fin, rst, retransmission, fragment, payload, client, server };

enum class Comparison : std::uint8_t { equal, unequal, less, at_most, more, at_least };

using Protocols = std::uint32_t;  // a bit each

struct Range {
  double first = 0, last = 0;
};

// An IPv4 or IPv6 network; all bits: one address.
struct Network {
  packet::Endpoint address;
  unsigned bits = 0;
};

struct Node {
  enum class Kind : std::uint8_t { both, either, opposite, protocols, trait, number, network, name, text, word } kind = Kind::word;
  std::uint32_t left = 0, right = 0;  // both, either, opposite (left alone): other nodes
  Field field = Field::text;          // number, network, name
  Comparison comparison = Comparison::equal;
  Trait trait = Trait::payload;
  Protocols protocols = 0;
  Range range;
  Network network;
  std::string words;  // name, text, word: lower case
};

struct Fault {
  enum class Kind : std::uint8_t {
    value_missing,
    operand_missing,
    not_a_number,
    not_a_protocol,
    unknown_field,
    unfit_comparison,
    open_parenthesis,
    stray_parenthesis,
    open_quote,
    too_long
  };
  Kind kind = Kind::operand_missing;
  std::size_t offset = 0, length = 0;  // of what was typed, in bytes
};

class Filter {
 public:
  Filter() = default;  // everything
  bool empty() const { return nodes_.empty(); }
  const std::vector<Node>& nodes() const { return nodes_; }  // the last one is the whole
  const std::string& typed() const { return typed_; }
  bool operator==(const Filter& other) const { return typed_ == other.typed_; }

 private:
  friend tl::expected<Filter, Fault> parse(std::string_view typed);
  std::vector<Node> nodes_;
  std::string typed_;
};

tl::expected<Filter, Fault> parse(std::string_view typed);

}  // namespace cleartext::filter
