// The report on paper: what a browser can scroll and stretch, a page cannot.
#include "gui/course/report_paper.h"

#include <gtest/gtest.h>

#include <QAbstractTextDocumentLayout>
#include <QImage>
#include <QTextBlock>
#include <QTextDocument>
#include <QTextTable>

namespace cleartext::gui {
namespace {

constexpr double width = 400, height = 300;

struct Paper : testing::Test {
  QTextDocument document;
  int page_of(const QTextBlock& block) const {
    return static_cast<int>(document.documentLayout()->blockBoundingRect(block).top() / height);
  }
  QTextBlock block(const QString& words) const {
    for (QTextBlock at = document.begin(); at.isValid(); at = at.next()) {
      if (at.text().contains(words)) return at;
    }
    ADD_FAILURE() << words.toStdString();
    return {};
  }
  void show(const QString& body) { lay_out(document, QStringLiteral("<body>") + body + QStringLiteral("</body>"), {width, height}); }
};

}  // namespace

TEST_F(Paper, a_line_that_is_too_long_goes_on_in_the_next) {
  show(QStringLiteral("<pre>  146 S: 250 ") + QString(300, u'x') + QStringLiteral("</pre>"));
  const QTextLayout& layout = *block(QStringLiteral("250 xx")).layout();
  ASSERT_GT(layout.lineCount(), 1);
  for (int i = 0; i < layout.lineCount(); ++i) EXPECT_LE(layout.lineAt(i).naturalTextWidth(), width);
}

TEST_F(Paper, a_table_is_as_wide_as_the_page) {
  show(QStringLiteral("<table><tr><td>-</td><td>said</td><td>packet 9</td></tr></table>"));
  const auto frames = document.rootFrame()->childFrames();
  ASSERT_EQ(frames.size(), 1);
  EXPECT_NEAR(document.documentLayout()->frameBoundingRect(frames[0]).width(), width, 4);
}

TEST_F(Paper, a_heading_goes_along_with_the_picture_below_it) {
  for (int lines = 1; lines < 16; ++lines) {
    QString body;
    for (int i = 0; i < lines; ++i) body += QStringLiteral("<p>words</p>");
    show(body + QStringLiteral("<h2>Ladder</h2><p><img src=\"none\" width=\"300\" height=\"180\"></p>"));
    const QTextBlock heading = block(QStringLiteral("Ladder"));
    const QRectF picture = document.documentLayout()->blockBoundingRect(heading.next());
    EXPECT_EQ(page_of(heading), static_cast<int>((picture.bottom() - 1) / height)) << lines;
  }
}

}  // namespace cleartext::gui
