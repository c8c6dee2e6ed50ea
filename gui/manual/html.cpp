// A page of the manual as HTML.
#include "gui/manual/html.h"

#include <QTextBlock>
#include <QTextList>
#include <QTextTable>
#include <QUrl>

#include "gui/manual/book.h"

namespace cleartext::gui {
namespace {

class Writer {
 public:
  explicit Writer(const LinkOf& link_of) : link_of_(link_of) {}
  void write(QTextFrame::iterator from) {
    for (; !from.atEnd(); ++from) {
      if (auto* table = qobject_cast<QTextTable*>(from.currentFrame())) {
        leave(nullptr, false);
        write_table(*table);
      } else if (from.currentBlock().isValid()) {
        write_block(from.currentBlock());
      }
    }
    leave(nullptr, false);
  }
  QString html;

 private:
  // What is open and does not go on is closed.
  void leave(QTextList* list, bool code) {
    if (list_ != nullptr && list_ != list) html += ordered(list_) ? QStringLiteral("</ol>\n") : QStringLiteral("</ul>\n");
    if (code_ && !code) html += QStringLiteral("</pre>\n");
    if (list_ != list && list != nullptr) html += ordered(list) ? QStringLiteral("<ol>\n") : QStringLiteral("<ul>\n");
    if (code && !code_) html += QStringLiteral("<pre>");
    list_ = list;
    code_ = code;
  }
  static bool ordered(const QTextList* list) { return list->format().style() == QTextListFormat::ListDecimal; }

  void write_block(const QTextBlock& block) {
    const QTextBlockFormat format = block.blockFormat();
    const bool code = is_code(block);
    leave(block.textList(), code);
    if (code) {
      html += block.text().toHtmlEscaped() + QLatin1Char('\n');
    } else if (const int level = format.headingLevel(); level > 0) {
      html += QStringLiteral("<h%1 id=\"%2\">%3</h%1>\n").arg(QString::number(level), section_name(block.text()), runs(block));
    } else if (block.textList() != nullptr) {
      html += QStringLiteral("<li>%1</li>\n").arg(runs(block));
    } else if (block.length() > 1) {
      html += QStringLiteral("<p>%1</p>\n").arg(runs(block));
    }
  }

  void write_table(QTextTable& table) {
    html += QStringLiteral("<table>\n");
    for (int row = 0; row < table.rows(); ++row) {
      html += QStringLiteral("<tr>");
      for (int column = 0; column < table.columns(); ++column) {
        const QString cell = row == 0 ? QStringLiteral("th") : QStringLiteral("td");
        html += QStringLiteral("<%1>%2</%1>").arg(cell, runs(table.cellAt(row, column).firstCursorPosition().block()));
      }
      html += QStringLiteral("</tr>\n");
    }
    html += QStringLiteral("</table>\n");
  }

  QString runs(const QTextBlock& block) const {
    QString made;
    for (auto it = block.begin(); !it.atEnd(); ++it) made += run(it.fragment());
    return made;
  }

  QString run(const QTextFragment& fragment) const {
    const QTextCharFormat format = fragment.charFormat();
    if (format.isImageFormat()) {
      const QTextImageFormat picture = format.toImageFormat();
      return QStringLiteral("<img src=\"%1\" alt=\"%2\">")
          .arg(picture.name().toHtmlEscaped(), picture.property(QTextFormat::ImageAltText).toString().toHtmlEscaped());
    }
    QString words = fragment.text().toHtmlEscaped().replace(QChar::LineSeparator, QStringLiteral("<br>"));
    if (format.fontFixedPitch()) words = QStringLiteral("<code>%1</code>").arg(words);
    if (format.fontWeight() > QFont::Normal && !format.hasProperty(QTextFormat::FontSizeAdjustment))
      words = QStringLiteral("<b>%1</b>").arg(words);
    if (format.fontItalic()) words = QStringLiteral("<em>%1</em>").arg(words);
    if (format.isAnchor()) words = QStringLiteral("<a href=\"%1\">%2</a>").arg(link_of_(format.anchorHref()).toHtmlEscaped(), words);
    return words;
  }

  const LinkOf& link_of_;
  QTextList* list_ = nullptr;
  bool code_ = false;
};

}  // namespace

QString html_of(const QTextDocument& document, const LinkOf& link_of) {
  Writer writer(link_of);
  writer.write(document.rootFrame()->begin());
  return writer.html;
}

}  // namespace cleartext::gui
