// FTP's control connections offer places for data connections; which connection belongs to which offer is decided here.
// The announced place counts most; behind a translated address only its port can be trusted, and one machine of the two.
#pragma once
#include <array>
#include <map>
#include <memory>
#include <utility>
#include <vector>

#include "engine/dialogue/dialogue.h"
#include "engine/stream/stream_info.h"

namespace cleartext::findings {

struct Transfer;

struct DataOffer {
  dialogue::DataPlace place;
  packet::Endpoint client, server;  // of the control connection
  std::shared_ptr<Transfer> transfer;
};

// A connection that may carry data.
struct DataConnection {
  std::uint32_t stream = packet::no_stream;
  packet::Endpoint client, server;
  bool sure = false;  // its beginning was seen: that side listens, and no other
  std::uint32_t first_packet = 0;
};

// How well they fit: 0, not at all.
int likeness(const DataOffer& offer, const DataConnection& connection);

// It is opened by the machine that is to call there, as far as anybody knows. A stranger may knock at that door, too; whether it
// was he who brought the data is known when all is over.
bool may_be_party(const DataOffer& offer, const DataConnection& connection);

class Offers {
 public:
  static constexpr std::size_t most = 4096;
  void add(const DataOffer& offer);
  // Takes out the offer that fits best; nullptr: none does.
  std::shared_ptr<Transfer> take(const DataConnection& connection);
  // Who speaks with a server for itself does not call there on another one's behalf.
  void begin_talk(const packet::Endpoint& client, const packet::Endpoint& server) { ++talks_[pair_of(client, server)]; }
  void end_talk(const packet::Endpoint& client, const packet::Endpoint& server);
  bool calls_for_itself(const DataOffer& offer, const DataConnection& connection) const;
  // The other end's, where two servers send to each other: one listens, the other was told to call (RFC 959, 5.2).
  std::shared_ptr<Transfer> take_twin(const DataConnection& connection, const Transfer& known);
  void forget(const std::shared_ptr<Transfer>& transfer);
  const DataOffer* find(const std::shared_ptr<Transfer>& transfer) const;
  template <typename Which>
  void forget_if(Which which) {
    std::erase_if(by_port_, [&](const auto& each) { return which(*each.second.transfer); });
  }

 private:
  using Pair = std::pair<std::array<std::uint8_t, 16>, std::array<std::uint8_t, 16>>;
  static Pair pair_of(const packet::Endpoint& client, const packet::Endpoint& server) { return {client.address, server.address}; }

  std::multimap<std::uint16_t, DataOffer> by_port_;
  std::map<Pair, std::uint32_t> talks_;  // control connections, by their two machines
};

}  // namespace cleartext::findings
