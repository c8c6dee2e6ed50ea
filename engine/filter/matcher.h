// Asks packets and lines whether a filter lets them through. Keeps what it found out about hosts, so one belongs to one thread.
#pragma once
#include <array>
#include <functional>
#include <map>
#include <string>
#include <unordered_map>
#include <vector>

#include "engine/dialogue/line.h"
#include "engine/filter/filter.h"
#include "engine/filter/finder.h"
#include "engine/stream/stream_info.h"

namespace cleartext::filter {

// What a filter may ask that no packet knows.
struct Knowledge {
  std::map<packet::Endpoint, std::string> names;  // of hosts, ports are 0: all that they are called, lower case
  std::vector<std::uint32_t> credentials;         // packets that gave a log-in away, ascending
  std::int64_t begin_ns = 0;                      // time of the first packet
};

class Matcher {
 public:
  Matcher(Filter filter, Knowledge knowledge);
  bool matches(const packet::Packet& packet);
  // `about`: what else is said of its conversation, lower case ("relay").
  bool matches(const dialogue::LineView& line, const stream::StreamInfo& stream, std::string_view about);
  const Filter& filter() const { return filter_; }

 private:
  struct Subject;
  struct Host {
    std::string words;                // names and address
    std::vector<std::uint8_t> named;  // by term: 2 not asked yet, else whether its word is in them
  };
  using Key = std::array<std::uint64_t, 2>;
  struct Hash {
    std::size_t operator()(const Key& key) const { return key[0] * 0x9e3779b97f4a7c15u ^ key[1]; }
  };
  bool ask(std::uint32_t node, const Subject& subject);
  bool has(const Node& node, const Subject& subject) const;
  bool ask_number(const Node& node, const Subject& subject) const;
  bool ask_host(std::uint32_t place, const Subject& subject);
  bool ask_word(std::uint32_t place, const Subject& subject);
  bool is_named(std::uint32_t place, const packet::Endpoint& host);
  bool says(std::uint32_t place, const Subject& subject) const;

  Filter filter_;
  Knowledge knowledge_;
  std::vector<Finder> finders_;  // a term each
  std::unordered_map<Key, Host, Hash> hosts_;
};

}  // namespace cleartext::filter
