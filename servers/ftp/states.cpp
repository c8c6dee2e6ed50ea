// RFC 959, 6: the diagrams of logging in and of renaming.
#include "servers/ftp/states.h"

#include <array>

#include "servers/ftp/ftp_session.h"

namespace cleartext::ftp {
namespace {

constexpr std::array<wire::StateInfo, 5> infos{{
    {"greeted", "The server has said hello. It waits for a name."},
    {"has name", "The server knows the name and wants the password."},
    {"logged in", "Files can be listed, fetched and stored."},
    {"renaming", "The server wants the new name: RNTO."},
    {"over", "Goodbye was said."},
}};
enum : std::uint8_t { greeted, has_name, logged_in, renaming, over };
constexpr std::uint32_t bit(unsigned state) { return 1U << state; }
constexpr std::uint32_t open = bit(greeted) | bit(has_name) | bit(logged_in) | bit(renaming);

constexpr std::array<wire::StateStep, 10> steps{{
    {"USER", "331", open, has_name},
    {"USER", "230", open, logged_in},
    {"PASS", "2", bit(has_name), logged_in},
    {"PASS", "5", bit(has_name), greeted},
    {"RNFR", "350", bit(logged_in) | bit(renaming), renaming},
    {"RNTO", "", bit(renaming), logged_in},
    {"REIN", "2", open, greeted},
    {"AUTH", "234", open, greeted},
    {"QUIT", "2", open, over},
    {"*", "", bit(renaming), logged_in},  // RNTO comes at once or not at all
}};

bool allows(std::string_view verb, std::size_t state) {
  const Row* row = find_row(verb);
  return row != nullptr && state <= renaming && row->allowed.has(static_cast<State>(state));
}

constexpr wire::StateMachine machine{infos, steps, allows};

}  // namespace

const wire::StateMachine& states() { return machine; }

}  // namespace cleartext::ftp
