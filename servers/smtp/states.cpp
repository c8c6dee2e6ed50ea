// RFC 5321, 3.3 and 4.1.4: hello, sender, recipients, letter, and from the start.
#include "servers/smtp/states.h"

#include <array>

#include "servers/smtp/smtp_session.h"

namespace cleartext::smtp {
namespace {

// The session's own, then the letter that follows DATA, and the end.
constexpr std::array<wire::StateInfo, 6> infos{{
    {"greeted", "The server has said hello. It wants to know who calls."},
    {"ready", "The server knows who calls. A letter may begin."},
    {"has sender", "The envelope has a sender. It wants a recipient."},
    {"has envelope", "The envelope is complete. DATA may follow."},
    {"takes letter", "Every line is the letter's, until a dot alone on its line."},
    {"over", "Goodbye was said."},
}};
enum : std::uint8_t { greeted, ready, has_sender, has_envelope, takes_letter, over };
constexpr std::uint32_t bit(unsigned state) { return 1U << state; }
constexpr std::uint32_t open = bit(greeted) | bit(ready) | bit(has_sender) | bit(has_envelope);

constexpr std::array<wire::StateStep, 9> steps{{
    {"HELO", "2", open, ready},
    {"EHLO", "2", open, ready},
    {"MAIL", "2", bit(ready), has_sender},
    {"RCPT", "2", bit(has_sender) | bit(has_envelope), has_envelope},
    {"DATA", "354", bit(has_envelope), takes_letter},
    {".", "", bit(takes_letter), ready},
    {"RSET", "2", bit(has_sender) | bit(has_envelope), ready},
    {"STARTTLS", "2", bit(greeted) | bit(ready), greeted},
    {"QUIT", "2", open, over},
}};

bool allows(std::string_view verb, std::size_t state) {
  const Row* row = find_row(verb);
  return row != nullptr && state <= has_envelope && row->allowed.has(static_cast<State>(state));
}

constexpr wire::StateMachine machine{infos, steps, allows};

}  // namespace

const wire::StateMachine& states() { return machine; }

}  // namespace cleartext::smtp
