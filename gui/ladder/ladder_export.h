// A ladder as a file: SVG and PNG in one piece, PDF in pages that each begin with the names. Always on paper, whatever the
// window looks like.
#pragma once
#include <QString>
#include <tl/expected.hpp>

#include "gui/ladder/ladder_rows.h"
#include "servers/wire/problem.h"

namespace cleartext::gui {

// By the ending of the path: .svg, .png or .pdf.
tl::expected<void, wire::Problem> write_ladder(const Ladder& ladder, const QString& path);

}  // namespace cleartext::gui
