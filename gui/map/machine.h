// One machine on the map: one of the lab's, by its role, or a guest from a capture of somewhere else, by a number.
#pragma once
#include <compare>
#include <cstdint>

#include "servers/wire/hosts.h"

namespace cleartext::gui {

class Machine {
 public:
  constexpr Machine() = default;
  constexpr Machine(wire::Role role) : id_(static_cast<std::uint32_t>(role)) {}  // every role is a machine
  static constexpr Machine guest(std::uint32_t number) { return Machine(first_guest + number, 0); }
  constexpr bool is_guest() const { return id_ >= first_guest; }
  constexpr wire::Role role() const { return static_cast<wire::Role>(id_); }  // of one of the lab's
  auto operator<=>(const Machine&) const = default;

 private:
  static constexpr std::uint32_t first_guest = 1000;
  constexpr Machine(std::uint32_t id, int) : id_(id) {}
  std::uint32_t id_ = 0;
};

}  // namespace cleartext::gui
