// The map's pictures, drawn from paths so that they are sharp at every size. Centre and scale are given; 1 is the sketch.
#pragma once
#include <QPainter>

#include "gui/map/map_cast.h"
#include "gui/theme/theme.h"
#include "servers/wire/hosts.h"

namespace cleartext::gui {

void paint_machine(QPainter& painter, const Theme& theme, wire::Role role, const QPointF& center, double scale);
void paint_guest(QPainter& painter, const Theme& theme, GuestKind kind, const QPointF& center, double scale);
void paint_envelope(QPainter& painter, const Theme& theme, const QPointF& center, double scale);
// A short arrow in the sender's colour; `angle` in degrees, 0 points right.
void paint_arrow(QPainter& painter, const Theme& theme, Ink ink, const QPointF& center, double scale, double angle);

}  // namespace cleartext::gui
