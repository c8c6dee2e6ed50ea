#include "gui/sidebyside/alignment.h"

#include <algorithm>

namespace cleartext::gui {

int likeness(const Turn& a, const Turn& b) {
  if (a.from != b.from) return 0;
  if (a.kind == Turn::Kind::sealed || b.kind == Turn::Kind::sealed) return a.kind == b.kind ? 2 : 1;  // nobody knows what it is
  if (a.kind != b.kind) return 0;
  if (!a.verb.empty() && a.verb == b.verb) return 8;
  if (!a.code.empty() && a.code == b.code) return 8;
  const bool same_class = !a.code.empty() && !b.code.empty() && a.code.front() == b.code.front();
  return same_class ? 4 : a.kind == Turn::Kind::command ? 1 : 3;
}

std::vector<AlignedRow> aligned(const std::vector<Turn>& left, const std::vector<Turn>& right) {
  const std::size_t wide = right.size() + 1;
  std::vector<int> best((left.size() + 1) * wide, 0);  // of what is left of both lists, from the end
  for (std::size_t i = left.size(); i-- > 0;) {
    for (std::size_t j = right.size(); j-- > 0;) {
      const int like = likeness(left[i], right[j]);
      const int together = like > 0 ? like + best[(i + 1) * wide + j + 1] : -1;
      best[i * wide + j] = std::max({together, best[(i + 1) * wide + j], best[i * wide + j + 1]});
    }
  }
  std::vector<AlignedRow> rows;
  std::size_t i = 0, j = 0;
  while (i < left.size() || j < right.size()) {
    const int here = best[i * wide + j];
    const bool both = i < left.size() && j < right.size();
    const int like = both ? likeness(left[i], right[j]) : 0;
    if (both && like > 0 && here == like + best[(i + 1) * wide + j + 1])
      rows.push_back({static_cast<int>(i++), static_cast<int>(j++)});
    else if (i < left.size() && (j == right.size() || here == best[(i + 1) * wide + j]))
      rows.push_back({static_cast<int>(i++), -1});
    else
      rows.push_back({-1, static_cast<int>(j++)});
  }
  return rows;
}

}  // namespace cleartext::gui
