// Qt turns Markdown into a document; here the document gets our type.
#include "gui/manual/dress.h"

#include <QTextBlock>
#include <QTextFrame>
#include <QTextTable>

#include "gui/manual/book.h"

namespace cleartext::gui {
namespace {

void dress_block(const QTextBlock& block, const Look& look) {
  QTextBlockFormat format = block.blockFormat();
  const int level = format.headingLevel();
  const bool code = is_code(block), goes_on = code && block.next().isValid() && is_code(block.next());
  const bool in_table = QTextCursor(block).currentTable() != nullptr;
  const bool picture = block.begin() != block.end() && block.begin().fragment().charFormat().isImageFormat();
  format.setLineHeight(picture || code ? 100 : 128, QTextBlockFormat::ProportionalHeight);
  format.setTopMargin(level > 0 ? (level == 1 ? 4 : 16) * look.unit : 0);
  format.setBottomMargin(in_table || goes_on ? 0 : (level > 0 ? 6 : block.textList() != nullptr ? 4 : 10) * look.unit);
  if (code) {
    format.setBackground(look.wash);
    format.setLeftMargin(6 * look.unit);
  }
  QTextCursor(block).setBlockFormat(format);
}

struct Run {  // a stretch of one format
  int position = 0, length = 0, heading = 0;
  bool code = false;  // in a block of it
  QTextCharFormat format;
};

QTextCharFormat dressed(const Run& run, const Look& look) {
  QTextCharFormat format = run.format;
  if (format.fontFixedPitch() || run.code) {
    format.setFont(look.mono);
    format.setFontFixedPitch(true);
    format.setForeground(run.code ? look.ink : look.code);
  } else if (format.isAnchor()) {
    format.setForeground(look.code);
  }
  if (run.heading > 0) {
    format.clearProperty(QTextFormat::FontSizeAdjustment);
    format.setFontPointSize(look.words.pointSizeF() * (run.heading == 1 ? 1.6 : run.heading == 2 ? 1.22 : 1.05));
    format.setFontWeight(QFont::DemiBold);
  }
  return format;
}

std::vector<Run> runs_of(const QTextDocument& document) {
  std::vector<Run> runs;
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
    for (auto it = block.begin(); !it.atEnd(); ++it)
      if (!it.fragment().charFormat().isImageFormat())
        runs.push_back({it.fragment().position(), it.fragment().length(), block.blockFormat().headingLevel(), is_code(block),
                        it.fragment().charFormat()});
  return runs;
}

void dress_tables(QTextFrame* frame, const Look& look) {
  for (QTextFrame* child : frame->childFrames()) {
    auto* table = qobject_cast<QTextTable*>(child);
    if (table == nullptr) continue;
    QTextTableFormat format = table->format();
    format.setBorder(1);
    format.setBorderStyle(QTextFrameFormat::BorderStyle_Solid);
    format.setBorderBrush(look.line);
    format.setBorderCollapse(true);
    format.setCellPadding(6 * look.unit);
    format.setCellSpacing(0);
    format.setBottomMargin(12 * look.unit);
    format.setTopMargin(2 * look.unit);
    format.setWidth(QTextLength(QTextLength::PercentageLength, 100));
    table->setFormat(format);
  }
}

}  // namespace

void dress(QTextDocument& document, const Look& look) {
  document.setDefaultFont(look.words);
  document.setIndentWidth(22 * look.unit);
  const auto runs = runs_of(document);  // all of them first: a new format joins fragments
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) dress_block(block, look);
  QTextCursor cursor(&document);
  for (const Run& run : runs) {
    cursor.setPosition(run.position);
    cursor.setPosition(run.position + run.length, QTextCursor::KeepAnchor);
    cursor.setCharFormat(dressed(run, look));
  }
  dress_tables(document.rootFrame(), look);
}

}  // namespace cleartext::gui
