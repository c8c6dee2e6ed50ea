// The states that a session goes through, as data: the window draws them, the coach finds its way in them. What may be said
// in which state is not written here again: `allows` asks the command's own row.
#pragma once
#include <cstdint>
#include <span>
#include <string_view>

namespace cleartext::wire {

struct StateInfo {
  std::string_view name;     // "has sender"
  std::string_view meaning;  // what may follow, in a few words
};

// An answer to a command that leads from a state to another.
struct StateStep {
  std::string_view verb;    // "*": any that has no step of its own
  std::string_view answer;  // how it begins: "2", "+OK", "OK"
  std::uint32_t from;       // a bit for each state, the first is the lowest
  std::uint8_t to;
};

struct StateMachine {
  std::span<const StateInfo> states;  // in the order of a usual session
  std::span<const StateStep> steps;   // the usual one first
  bool (*allows)(std::string_view verb, std::size_t state);
};

}  // namespace cleartext::wire
