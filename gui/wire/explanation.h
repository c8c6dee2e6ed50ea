// What a line means, from the same rows that the servers dispatch by: verb, meaning, when it may be said, source, and
// what a listener learns from it.
#pragma once
#include <QString>

#include "engine/dialogue/line.h"
#include "engine/packet/packet.h"

namespace cleartext::gui {

struct Explanation {
  QString title;  // "RCPT TO", "250"
  wire::Side from = wire::Side::client;
  QString meaning, when, source, eve_learns;  // empty: not said
};

Explanation explain(const dialogue::Line& line);
Explanation explain_closed(const dialogue::Line& line);  // to whom has no keys
QString explain(const packet::Packet& packet);           // one that carries no line

}  // namespace cleartext::gui
