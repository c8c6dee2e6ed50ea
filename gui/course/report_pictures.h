// What a report shows of its run: the ladder of all that was said, and the plots that have something to tell. On paper,
// whatever the window looks like.
#pragma once
#include <vector>

#include "engine/grading/report.h"

namespace cleartext::gui {

std::vector<grading::Picture> report_pictures(const analysis::Recording& recording);

}  // namespace cleartext::gui
