// From a captured packet to the mark that moves on the map: who sent it to whom, what it says, whether it carries a
// letter.
#pragma once
#include <optional>

#include "gui/map/map_cast.h"
#include "gui/map/map_motion.h"
#include "gui/selection/selection.h"

namespace cleartext::gui {

// Empty: no payload, nothing new in it, or not between two machines of the map.
std::optional<Segment> segment_of(const Selection& selection, const MapCast& cast, const packet::Packet& packet);
// The two machines of any packet.
std::optional<MapCast::Ends> ends_of(const MapCast& cast, const packet::Packet& packet);

}  // namespace cleartext::gui
