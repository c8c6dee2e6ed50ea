// The states in which a command is allowed, as one value.
#pragma once
#include <initializer_list>

namespace cleartext::wire {

template <typename State>
class StateSet {
 public:
  constexpr StateSet(std::initializer_list<State> states) {
    for (const auto state : states) bits_ |= 1u << static_cast<unsigned>(state);
  }
  constexpr bool has(State state) const { return (bits_ >> static_cast<unsigned>(state) & 1u) != 0; }

 private:
  unsigned bits_ = 0;
};

}  // namespace cleartext::wire
