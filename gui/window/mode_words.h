// What network the lab runs in, in words: for the bar at the top and for the start page.
#pragma once
#include <QCoreApplication>
#include <QString>
#include <optional>

#include "gui/theme/theme.h"
#include "servers/wire/hosts.h"

namespace cleartext::gui {

struct ModeWords {
  QString name, brief, meaning;  // "Private network · real packets", "Private", a sentence or two
  std::optional<Ink> dot;
  Q_DECLARE_TR_FUNCTIONS(ModeWords)
};
ModeWords words_of(wire::NetworkMode mode);

}  // namespace cleartext::gui
