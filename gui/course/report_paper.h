// The report as pages to print, made beside the window's thread.
#pragma once
#include <QString>
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

namespace cleartext::gui {

tl::expected<void, wire::Problem> write_pdf(const QString& html, const QString& path);

}  // namespace cleartext::gui
