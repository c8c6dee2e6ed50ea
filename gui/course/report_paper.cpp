#include "gui/course/report_paper.h"

#include <QFont>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextDocument>

namespace cleartext::gui {
namespace {

constexpr int pixels_an_inch = 96;  // the page's sizes are in pixels; words stay lines of a font all the same

}  // namespace

tl::expected<void, wire::Problem> write_pdf(const QString& html, const QString& path) {
  QSaveFile file(path);
  if (file.open(QIODevice::WriteOnly)) {
    QPdfWriter writer(&file);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(16, 16, 16, 16), QPageLayout::Millimeter);
    writer.setResolution(pixels_an_inch);
    QTextDocument document;
    document.setDefaultFont(QFont(QStringLiteral("Inter"), 10));
    document.setDocumentMargin(0);
    document.setPageSize(QSizeF(writer.width(), writer.height()));
    document.setHtml(html);
    document.print(&writer);
  }
  if (file.commit()) return {};
  return tl::unexpected(
      wire::Problem{(path + QStringLiteral(" cannot be written: ") + file.errorString()).toStdString(), "Choose another folder."});
}

}  // namespace cleartext::gui
