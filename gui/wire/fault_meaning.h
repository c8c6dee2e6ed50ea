// What a client meets while a fault is on, in the window's language; in English it is what faults::meaning() says.
#pragma once
#include <QString>

#include "servers/faults/fault.h"

namespace cleartext::gui {

QString meaning_of(const faults::Fault& fault);

}  // namespace cleartext::gui
