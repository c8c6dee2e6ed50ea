// What the map knows of the recording: which machines were seen, who is connected with whom, how much was heard. Read
// from streams alone, never from what the lab says it did.
#pragma once
#include <vector>

#include "gui/selection/selection.h"
#include "servers/wire/hosts.h"

namespace cleartext::gui {

struct Link {
  wire::Role client = wire::Role::alice, server = wire::Role::crepes;
  bool open = false;             // at least one connection
  bool carries_data = false;     // an FTP data connection is open
  std::uint32_t newest = packet::no_stream;  // stream whose ports are told
};

struct MapTraffic {
  std::vector<Link> links;       // every pair that ever spoke
  std::size_t connections = 0, packets = 0, secrets = 0;
  bool you = false, printer = false;
  const Link* link(wire::Role client, wire::Role server) const;
};

class TrafficReader {
 public:
  explicit TrafficReader(const Selection& selection) : selection_(selection) {}
  const MapTraffic& read();      // brings it up to date
  void clear();
  const MapTraffic& now() const { return traffic_; }

 private:
  void notice(const stream::StreamInfo& stream);
  void mark_open(std::uint32_t number);
  Link& link(wire::Role client, wire::Role server);
  const Selection& selection_;
  MapTraffic traffic_;
  std::uint32_t streams_seen_ = 0;
  std::uint32_t last_shown_ = 0;
};

}  // namespace cleartext::gui
