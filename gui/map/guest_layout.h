// Where the hosts of a capture from elsewhere stand: in columns, their names turned outwards, so that the room between them
// is the wire's. Eve sits beneath it.
#pragma once
#include "gui/map/map_cast.h"
#include "gui/map/map_layout.h"

namespace cleartext::gui {

GuestRows guest_rows(const QSizeF& area, const Theme& theme);  // for how many of a column there is room
// A point of a way between guests, from 0 to 1. It follows the curve's own measure, which near its middle is its length's.
QPointF point_of_bow(const QPainterPath& path, double at);
MapLayout lay_out_guests(const QSizeF& area, const Theme& theme, const MapCast& cast, const MapWanted& wanted);

}  // namespace cleartext::gui
