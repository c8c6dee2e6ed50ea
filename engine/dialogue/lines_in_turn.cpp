// A line of the other side waits for no place, but was not said before the packet that it came in.
#include "engine/dialogue/lines_in_turn.h"

#include <algorithm>

namespace cleartext::dialogue {

void LinesInTurn::wait(const Spoken& about_record) { waiting_.push_back(keep(about_record.line)); }

bool LinesInTurn::waiting(wire::Side from) const {
  return std::any_of(waiting_.begin(), waiting_.end(), [&](const Line& line) { return line.from == from; });
}

void LinesInTurn::spoken(const Spoken& inside) {
  tell([&](const Line& line) {
    return line.from == inside.line.from ? line.position < inside.line.position : line.packet < inside.line.packet;
  });
  audience_.spoken(inside);
}

}  // namespace cleartext::dialogue
