// What a screen reader is told of an area that scrolls.
#pragma once

namespace cleartext::gui {

// From now on, of every scroll area. Qt 6.4's own answer reads past the end of its list when a reader asks for a scroll bar that
// has just gone, and the program with it.
void speak_for_scroll_areas();

}  // namespace cleartext::gui
