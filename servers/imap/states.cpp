// RFC 3501, 3: not authenticated, authenticated, selected, logout.
#include "servers/imap/states.h"

#include <array>

#include "servers/imap/imap_session.h"

namespace cleartext::imap {
namespace {

constexpr std::array<wire::StateInfo, 4> infos{{
    {"who is it?", "The server waits for a log-in."},
    {"logged in", "A folder can be opened."},
    {"folder open", "Letters can be read, searched and marked."},
    {"over", "Goodbye was said."},
}};
enum : std::uint8_t { unknown, known, selected, over };
constexpr std::uint32_t bit(unsigned state) { return 1U << state; }

constexpr std::array<wire::StateStep, 9> steps{{
    {"LOGIN", "OK", bit(unknown), known},
    {"AUTHENTICATE", "OK", bit(unknown), known},
    {"SELECT", "OK", bit(known) | bit(selected), selected},
    {"EXAMINE", "OK", bit(known) | bit(selected), selected},
    {"SELECT", "NO", bit(selected), known},
    {"EXAMINE", "NO", bit(selected), known},
    {"CLOSE", "OK", bit(selected), known},
    {"UNSELECT", "OK", bit(selected), known},
    {"LOGOUT", "OK", bit(unknown) | bit(known) | bit(selected), over},
}};

bool allows(std::string_view verb, std::size_t state) {
  const Row* row = find_row(verb);
  return row != nullptr && state <= selected && row->allowed.has(static_cast<State>(state));
}

constexpr wire::StateMachine machine{infos, steps, allows};

}  // namespace

const wire::StateMachine& states() { return machine; }

}  // namespace cleartext::imap
