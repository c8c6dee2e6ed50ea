// Seconds below what is drawn, with nice steps.
#pragma once
#include <QPainter>

#include "gui/theme/theme.h"

namespace cleartext::gui {

void paint_seconds(QPainter& painter, const Theme& theme, const QRectF& here, double seconds, const QString& words);
int seconds_height(const QFont& font, const Theme& theme);

}  // namespace cleartext::gui
