// From words to a window: network, lab, lesson and window, in this order, and all of it gone at the end.
#pragma once
#include "engine/commands/request.h"

namespace cleartext::gui {

int open_window(const commands::OpenWindow& wanted, int argc, char** argv);

}  // namespace cleartext::gui
