// The coach beside the console: what may be said now, what a refusal meant, and the way on. Facts only; the words are the
// window's.
#pragma once
#include <vector>

#include "engine/talk/standing.h"

namespace cleartext::talk {

// What leads on to another state first, then the rest in the table's order.
std::vector<const wire::CommandInfo*> may_be_said(const Standing& standing);

struct Advice {
  enum class Kind {
    none,         // nothing was refused
    unknown,      // no such command; `nearest` may be what was meant
    out_of_turn,  // not in this state; `way` leads to where it may be said
    malformed,    // the words after it; `row` has the form
    later,        // 4xx: the same may work later
    refused       // for a reason of its own; `reply` may know it
  } kind = Kind::none;
  const wire::CommandInfo* row = nullptr;
  const wire::ReplyInfo* reply = nullptr;
  std::string_view nearest = {};
  std::vector<std::string_view> way = {};
};

Advice advise(const Standing& standing);  // about its last answer

// Verbs that lead from a state to one in which `verb` may be said; empty: there is no way, or none is needed.
std::vector<std::string_view> way_to(const wire::StateMachine& machine, std::size_t state, std::string_view verb);

}  // namespace cleartext::talk
