// What does the person at this desktop ask for: no motion, high contrast? GTK and KDE each write it down in a file of their own.
#pragma once

namespace cleartext::gui {

bool system_asks_for_rest();
bool system_asks_for_contrast();  // by a theme whose name says so

}  // namespace cleartext::gui
