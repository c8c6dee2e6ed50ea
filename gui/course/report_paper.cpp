#include "gui/course/report_paper.h"

#include <QAbstractTextDocumentLayout>
#include <QFont>
#include <QPageLayout>
#include <QPageSize>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

namespace cleartext::gui {
namespace {

constexpr int pixels_an_inch = 96;  // the page's sizes are in pixels; words stay lines of a font all the same

// What the page's style sheet says and QTextDocument does not know: tables as wide as the paper, with room between their columns.
void stretch_tables(QTextDocument& document) {
  constexpr int mark_width = 28, packet_width = 96, padding = 3;
  const auto frames = document.rootFrame()->childFrames();
  for (QTextFrame* frame : frames) {
    auto* table = qobject_cast<QTextTable*>(frame);
    if (table == nullptr) continue;
    QTextTableFormat format = table->format();
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    format.setCellPadding(padding);
    QList<QTextLength> widths{QTextLength(QTextLength::FixedLength, mark_width), QTextLength()};
    if (table->columns() == 3) widths << QTextLength(QTextLength::FixedLength, packet_width);
    if (table->columns() == widths.size()) format.setColumnWidthConstraints(widths);
    table->setFormat(format);
  }
}

// On paper nobody can scroll: a line that is too long goes on in the next.
void break_long_lines(QTextDocument& document) {
  QTextOption option = document.defaultTextOption();
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  document.setDefaultTextOption(option);
  QTextCursor all(&document);
  all.beginEditBlock();
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    QTextBlockFormat format = block.blockFormat();
    if (!format.nonBreakableLines()) continue;
    format.setNonBreakableLines(false);
    QTextCursor(block).setBlockFormat(format);
  }
  all.endEditBlock();
}

// Qt lays out what was changed; what follows it on later pages stays where it was, unless it is told.
void lay_out_again(QTextDocument& document) {
  document.markContentsDirty(0, document.characterCount());
  (void)document.documentLayout()->documentSize();
}

// The first heading at the foot of a page goes along with what it stands above; false: there is none.
bool keep_a_heading(QTextDocument& document) {
  const double height = document.pageSize().height();
  const auto page_of = [&](const QTextBlock& block, bool end) {
    const QRectF place = document.documentLayout()->blockBoundingRect(block);
    return static_cast<int>((end ? place.bottom() - 1 : place.top()) / height);
  };
  for (QTextBlock block = document.begin(); block.isValid() && block.next().isValid(); block = block.next()) {
    QTextBlock below = block.next();
    while (below.next().isValid() && below.blockFormat().headingLevel() > 0) below = below.next();
    const bool moved = block.blockFormat().pageBreakPolicy() == QTextFormat::PageBreak_AlwaysBefore;
    if (moved || block.blockFormat().headingLevel() < 2 || page_of(block, false) == page_of(below, below.text().size() == 1)) continue;
    QTextBlockFormat format = block.blockFormat();
    format.setPageBreakPolicy(QTextFormat::PageBreak_AlwaysBefore);
    QTextCursor(block).setBlockFormat(format);
    return true;
  }
  return false;
}

}  // namespace

void lay_out(QTextDocument& document, const QString& html, const QSizeF& page) {
  document.setDefaultFont(QFont(QStringLiteral("Inter"), 10));
  document.setDocumentMargin(0);
  document.setPageSize(page);
  document.setHtml(html);
  stretch_tables(document);
  break_long_lines(document);
  do {
    lay_out_again(document);
  } while (keep_a_heading(document));
}

tl::expected<void, wire::Problem> write_pdf(const QString& html, const QString& path) {
  QSaveFile file(path);
  if (file.open(QIODevice::WriteOnly)) {
    QPdfWriter writer(&file);
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins(QMarginsF(16, 16, 16, 16), QPageLayout::Millimeter);
    writer.setResolution(pixels_an_inch);
    QTextDocument document;
    lay_out(document, html, QSizeF(writer.width(), writer.height()));
    document.print(&writer);
  }
  if (file.commit()) return {};
  return tl::unexpected(
      wire::Problem{(path + QStringLiteral(" cannot be written: ") + file.errorString()).toStdString(), "Choose another folder."});
}

}  // namespace cleartext::gui
