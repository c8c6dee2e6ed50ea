// Before an audience a clicker's keys are not typed, and B blanks the screen.
#pragma once

namespace cleartext::gui {

// Property of a field for one line: while it is empty B is not typed, either.
constexpr const char* gives_b_away = "gives_b_away";

}  // namespace cleartext::gui
