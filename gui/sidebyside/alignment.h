// Two lists of turns laid beside each other, so that what means the same stands in the same row (Needleman and Wunsch, 1970).
#pragma once
#include <vector>

#include "gui/sidebyside/turns.h"

namespace cleartext::gui {

struct AlignedRow {
  int left = -1, right = -1;  // turns; -1: this side has nothing like it
};

// How much two turns have in common; 0: nothing, they never stand in one row.
int likeness(const Turn& a, const Turn& b);
std::vector<AlignedRow> aligned(const std::vector<Turn>& left, const std::vector<Turn>& right);

}  // namespace cleartext::gui
