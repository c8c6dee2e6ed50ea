// Does the person at this desktop ask for no motion? GTK and KDE each write it down in a file of their own.
#pragma once

namespace cleartext::gui {

bool system_asks_for_rest();

}  // namespace cleartext::gui
