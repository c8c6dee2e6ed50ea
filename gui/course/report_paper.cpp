#include "gui/course/report_paper.h"

#include <QFont>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace cleartext::gui {

tl::expected<void, wire::Problem> write_pdf(const QString& html, const QString& path) {
  QSaveFile file(path);
  if (file.open(QIODevice::WriteOnly)) {
    QPdfWriter writer(&file);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(16, 16, 16, 16), QPageLayout::Millimeter);
    QTextDocument document;
    document.setDefaultFont(QFont(QStringLiteral("Inter"), 10));
    document.setHtml(html);
    document.print(&writer);
  }
  if (file.commit()) return {};
  return tl::unexpected(wire::Problem{(path + QStringLiteral(" cannot be written: ") + file.errorString()).toStdString(), "Choose another folder."});
}

}  // namespace cleartext::gui
