// Who is on the map. Where the lab's machines talk it is they; a capture from elsewhere brings hosts of its own: clients at
// the left, servers at the right, who is both in the middle, the busiest first. What a host is, is guessed from what it
// serves. Those for whom there is no room are folded into one that stands for them.
#pragma once
#include <array>
#include <map>
#include <optional>
#include <vector>

#include "engine/analysis/recording.h"
#include "gui/map/machine.h"

namespace cleartext::gui {

enum class GuestKind { client, mail, files, web, remote, names, other, more };
enum class GuestColumn { left, middle, right };

struct Guest {
  Machine machine;
  GuestKind kind = GuestKind::client;
  GuestColumn column = GuestColumn::left;
  QString name, note, told;  // told: all that is known, for tool tips and screen readers
};

struct GuestRows {
  std::size_t side = 4, middle = 2;
  bool operator==(const GuestRows&) const = default;
};  // for how many there is room

// Two hosts that spoke without a connection (UDP, DNS, ICMP).
struct Aside {
  packet::Endpoint client, server;
  packet::Protocol protocol = packet::Protocol::udp;
  std::uint32_t packets = 0;
};

class MapCast {
 public:
  struct Ends {
    Machine client, server;
  };
  enum class Origin { lab, elsewhere };
  MapCast() = default;  // the lab
  MapCast(const analysis::Recording& recording, Origin origin, const GuestRows& rows);
  bool is_foreign() const { return foreign_; }
  const std::vector<Guest>& guests() const { return guests_; }
  const Guest* guest(Machine machine) const;
  const std::vector<Aside>& asides() const { return asides_; }
  // Empty: one of them is nobody the map knows, or both are the same machine.
  std::optional<Ends> ends(const packet::Endpoint& client, const packet::Endpoint& server) const;

 private:
  // A host; who talks to itself over loopback is two, told apart by the port of the key.
  struct Host {
    packet::Endpoint key;
    std::uint64_t weight = 0;
    std::size_t asked = 0, served = 0;     // conversations, as client and as server
    std::array<std::uint32_t, 8> kinds{};  // what was served, by GuestKind
    GuestColumn column = GuestColumn::left;
  };
  using Keys = std::array<packet::Endpoint, 2>;
  static Keys keys_of(const packet::Endpoint& client, const packet::Endpoint& server);
  void count(const analysis::Recording& recording);
  void count_asides(const analysis::Recording& recording);
  void count(const Keys& keys, std::uint64_t weight, std::optional<GuestKind> served);
  void choose_columns();
  void seat(const analysis::Recording& recording, const GuestRows& rows);
  Guest guest_of(const analysis::Recording& recording, const Host& host, std::uint32_t number) const;
  static GuestKind kind_of(const Host& host);

  bool foreign_ = false;
  std::vector<Host> hosts_;
  std::map<packet::Endpoint, std::uint32_t> places_;  // in hosts_
  std::vector<Machine> machines_;                     // of each host
  std::vector<Guest> guests_;
  std::vector<Aside> asides_;
};

}  // namespace cleartext::gui
