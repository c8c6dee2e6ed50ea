// `cleartext tour --save DIR`: a picture of every view, in light, dark, high contrast, German, at 200 % and before an audience,
// of a lab in which the first lesson was played. And a page that shows them all.
#pragma once
#include "engine/commands/request.h"

namespace cleartext::gui {

int save_pictures(const commands::Tour& wanted, int argc, char** argv);

}  // namespace cleartext::gui
