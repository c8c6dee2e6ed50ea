// RFC 1939, 3: authorization, transaction, update.
#include "servers/pop3/states.h"

#include <array>

#include "servers/pop3/pop3_session.h"

namespace cleartext::pop3 {
namespace {

constexpr std::array<wire::StateInfo, 3> infos{{
    {"who is it?", "The server waits for a name and a password."},
    {"mailbox open", "Mails can be listed, fetched and marked as deleted."},
    {"over", "Goodbye was said; now the marked mails are gone."},
}};
enum : std::uint8_t { authorization, transaction, update };
constexpr std::uint32_t outside = 1U << authorization, inside = 1U << transaction;

constexpr std::array<wire::StateStep, 4> steps{{
    {"PASS", "+OK", outside, transaction},
    {"APOP", "+OK", outside, transaction},
    {"AUTH", "+OK", outside, transaction},
    {"QUIT", "+OK", outside | inside, update},
}};

bool allows(std::string_view verb, std::size_t state) {
  const Row* row = find_row(verb);
  return row != nullptr && state <= transaction && row->allowed.has(static_cast<State>(state));
}

constexpr wire::StateMachine machine{infos, steps, allows};

}  // namespace

const wire::StateMachine& states() { return machine; }

}  // namespace cleartext::pop3
