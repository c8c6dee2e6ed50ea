// The report as pages to print, made beside the window's thread.
#pragma once
#include <QSizeF>
#include <QString>
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

class QTextDocument;

namespace cleartext::gui {

// Onto pages of this size: no line is cut, and no heading stands alone.
void lay_out(QTextDocument& document, const QString& html, const QSizeF& page);
tl::expected<void, wire::Problem> write_pdf(const QString& html, const QString& path);

}  // namespace cleartext::gui
