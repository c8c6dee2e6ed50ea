// What the map knows of the recording: which machines were seen, who is connected with whom, how much was heard. Read
// from streams alone, never from what the lab says it did.
#pragma once
#include <map>
#include <utility>
#include <vector>

#include "gui/map/map_cast.h"
#include "gui/selection/selection.h"

namespace cleartext::gui {

struct Link {
  Machine client = wire::Role::alice, server = wire::Role::crepes;
  bool open = false;                               // at least one connection
  bool called = false;                             // nothing is open, and the newest call has no answer yet
  bool carries_data = false;                       // an FTP data connection is open
  bool locked = false;                             // what is open is inside TLS or SSH; while nothing is open: all of it was
  std::uint32_t newest = packet::no_stream;        // stream whose ports are told
  std::size_t connections = 0;                     // so far
  std::uint32_t first = packet::no_stream;         // of them
  std::map<packet::Protocol, std::size_t> spoken;  // how many speak what; FTP's data connections only where nothing else is
  std::vector<std::pair<packet::Protocol, std::size_t>> by_number() const;  // the most frequent first
};

struct MapTraffic {
  std::vector<Link> links;  // every pair that ever spoke
  std::size_t connections = 0, packets = 0;
  std::size_t passwords = 0, digests = 0;  // that Eve has: a digest is no password, though it answers for one
  bool you = false, printer = false;
  const Link* link(Machine client, Machine server) const;
};

// After so long without another SYN nobody waits for the answer any more: no two of one call lie further apart here.
constexpr std::int64_t call_milliseconds = 10'000;

class TrafficReader {
 public:
  TrafficReader(const Selection& selection, const MapCast& cast) : selection_(selection), cast_(cast) {}
  const MapTraffic& read();  // brings it up to date
  void clear();
  // Nothing at all was heard for so long that whoever calls has hung up.
  void set_quiet(bool quiet) { quiet_ = quiet; }
  const MapTraffic& now() const { return traffic_; }

 private:
  void notice(const stream::StreamInfo& stream);
  void mark_open(std::uint32_t number);
  bool is_given_up(const stream::StreamInfo& call) const;
  void notice_asides();
  Link& link(const MapCast::Ends& ends);
  const Selection& selection_;
  const MapCast& cast_;
  MapTraffic traffic_;
  struct Unsettled {
    std::uint32_t stream = 0;
    std::size_t link = 0;
    packet::Protocol counted = packet::Protocol::unknown;
  };
  void settle();
  std::vector<Unsettled> unsettled_;  // of which nobody knows yet what they speak
  std::uint32_t streams_seen_ = 0;
  std::uint32_t last_shown_ = 0;
  bool quiet_ = false;
};

}  // namespace cleartext::gui
