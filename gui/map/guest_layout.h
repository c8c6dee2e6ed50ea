// Where the hosts of a capture from elsewhere stand: in columns, their names turned outwards, so that the room between them
// is the wire's. Eve sits beneath it.
#pragma once
#include "gui/map/map_cast.h"
#include "gui/map/map_layout.h"

namespace cleartext::gui {

GuestRows guest_rows(const QSizeF& area, const Theme& theme);  // for how many of a column there is room
MapLayout lay_out_guests(const QSizeF& area, const Theme& theme, const MapCast& cast, const MapWanted& wanted);

}  // namespace cleartext::gui
