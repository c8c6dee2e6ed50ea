// A packet told in words: the layers it is made of, and a sentence or three about what it carries and who took it.
#pragma once
#include <QString>

#include "gui/selection/selection.h"

namespace cleartext::gui {

QString layers_of(const packet::Packet& packet);  // "Ethernet · IP · TCP · SMTP"
QString sentence_of(const analysis::Recording& recording, const packet::Packet& packet);
// The first packet of the other side that acknowledges all of this one; 0: none seen.
std::uint32_t acknowledged_by(const analysis::Recording& recording, const packet::Packet& packet);

// Bytes of the frame that belong to the selected place: offset and length, 0 long when none.
struct Marked {
  std::uint32_t offset = 0, length = 0;
  bool holds(std::uint32_t at) const { return at >= offset && at - offset < length; }
};
Marked marked_in(const Selection& selection, const packet::Packet& packet);

}  // namespace cleartext::gui
