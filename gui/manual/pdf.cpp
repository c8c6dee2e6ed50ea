// The manual as one PDF: its pages as one document, laid out for A4 and painted sheet by sheet.
#include <QAbstractTextDocumentLayout>
#include <QBuffer>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QTextBlock>
#include <QTextDocumentFragment>
#include <cmath>

#include "gui/manual/dress.h"
#include "gui/manual/paper.h"
#include "gui/manual/pdf_ways.h"

namespace cleartext::gui {
namespace {

constexpr double pixels_an_inch = 96, points_an_inch = 72;
constexpr double margin = 76;  // 2 cm, in these pixels

// Letter by letter, as they are typed: where a font draws "--" or "(A" as one sign, nobody could copy the two.
QFont plain(const QString& family, double points) {
  QFont font(family);
  font.setPointSizeF(points);
  font.setStyleStrategy(QFont::PreferNoShaping);
  return font;
}

struct Sheets {
  std::unique_ptr<QTextDocument> all;
  std::vector<int> beginnings;  // of the chapters, in characters
};

// Pictures as wide as the sheet's room; a line of code that is wider goes on in the next one.
void fit(const QTextDocument& document, double width) {
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    QTextBlockFormat format = block.blockFormat();
    format.setNonBreakableLines(false);
    if (is_code(block)) QTextCursor(block).setBlockFormat(format);
    for (auto it = block.begin(); !it.atEnd(); ++it) {
      if (!it.fragment().charFormat().isImageFormat()) continue;
      QTextImageFormat picture = it.fragment().charFormat().toImageFormat();
      picture.setWidth(width);
      QTextCursor cursor(block);
      cursor.setPosition(it.fragment().position());
      cursor.movePosition(QTextCursor::NextCharacter, QTextCursor::KeepAnchor);
      cursor.setCharFormat(picture);
      break;
    }
  }
}

// All pages, one below the other, each beginning on a sheet of its own.
Sheets whole(const Book& book, const QSizeF& room) {
  Sheets made{std::make_unique<QTextDocument>(), {}};
  QTextDocument& all = *made.all;
  all.setBaseUrl(QUrl(QStringLiteral("qrc:/manual/")));
  all.setDocumentMargin(0);
  for (const QString& name : picture_names())
    all.addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("qrc:/manual/pictures/") + name),
                    QImage(QStringLiteral(":/manual/pictures/") + name));
  QTextCursor end(&all);
  for (const Page& page : book.pages()) {
    if (!made.beginnings.empty()) end.insertBlock();
    made.beginnings.push_back(end.position());
    end.insertFragment(QTextDocumentFragment(Book::document(page).get()));
  }
  for (const int beginning : made.beginnings) {
    QTextBlockFormat title;
    title.setHeadingLevel(1);
    title.setPageBreakPolicy(beginning > 0 ? QTextFormat::PageBreak_AlwaysBefore : QTextFormat::PageBreak_Auto);
    QTextCursor(all.findBlock(beginning)).mergeBlockFormat(title);
  }
  dress(all, {plain(QStringLiteral("Inter"), 10), plain(QStringLiteral("JetBrains Mono"), 8.5), Qt::black, QColor(31, 79, 156),
              QColor(221, 213, 200), QColor(244, 241, 234), 1});
  fit(all, room.width());
  all.setPageSize(room);
  return made;
}

// Where a character of the document stands on its sheet.
PdfPlace place_of(const QTextDocument& all, int position) {
  const double top = all.documentLayout()->blockBoundingRect(all.findBlock(position)).top(), height = all.pageSize().height();
  const double sheet = QPageSize(QPageSize::A4).size(QPageSize::Point).height();
  const int page = static_cast<int>(std::floor(top / height));
  return {page, sheet - (margin - 8 + top - page * height) * points_an_inch / pixels_an_inch};
}

std::vector<PdfHeading> contents_of(const QTextDocument& all) {
  std::vector<PdfHeading> made;
  for (const Heading& heading : Book::headings(all))
    if (heading.level <= 2) made.push_back({heading.words, heading.level, place_of(all, heading.position)});
  return made;
}

// The character that a link of the book leads to; -1: it leads out of it.
int target_of(const Sheets& sheets, const Book& book, const QString& link) {
  const int page = book.page_of(link);
  if (page < 0) return -1;
  const auto chapter = static_cast<std::size_t>(page);
  const int beginning = sheets.beginnings[chapter];
  const int end = chapter + 1 < sheets.beginnings.size() ? sheets.beginnings[chapter + 1] : sheets.all->characterCount();
  for (const Heading& heading : Book::headings(*sheets.all))
    if (heading.position >= beginning && heading.position < end && section_name(heading.words) == book.section_of(link))
      return heading.position;
  return beginning;
}

// Links get the names of their places; one to a file that is not in the book is words like others.
std::vector<PdfPlace> name_links(Sheets& sheets, const Book& book) {
  struct Link {
    int position, length;
    QTextCharFormat format;
  };
  std::vector<Link> links;
  for (QTextBlock block = sheets.all->begin(); block.isValid(); block = block.next())
    for (auto it = block.begin(); !it.atEnd(); ++it)
      if (it.fragment().charFormat().isAnchor())
        links.push_back({it.fragment().position(), it.fragment().length(), it.fragment().charFormat()});
  std::vector<PdfPlace> places;
  for (Link& link : links) {
    const int target = target_of(sheets, book, link.format.anchorHref());
    if (target < 0 && link.format.anchorHref().contains(QLatin1String("://"))) continue;
    link.format.setAnchor(target >= 0);
    link.format.setAnchorHref(target < 0 ? QString() : QStringLiteral("way:%1").arg(places.size()));
    if (target >= 0) places.push_back(place_of(*sheets.all, target));
    QTextCursor cursor(sheets.all.get());
    cursor.setPosition(link.position);
    cursor.setPosition(link.position + link.length, QTextCursor::KeepAnchor);
    cursor.setCharFormat(link.format);
  }
  return places;
}

void paint(const QTextDocument& all, QPdfWriter& writer, const QSizeF& sheet, const QSizeF& room) {
  QPainter painter(&writer);
  const double scale = writer.resolution() / pixels_an_inch;
  painter.scale(scale, scale);
  QFont number = all.defaultFont();
  number.setPixelSize(12);  // of the painter's, which are an inch's 96th
  for (int page = 0; page < all.pageCount(); ++page) {
    if (page > 0) writer.newPage();
    painter.save();
    painter.translate(margin, margin - page * room.height());
    const QRectF shown(QPointF(0, page * room.height()), room);
    painter.setClipRect(shown);
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = shown.adjusted(0, 0, 0, -6);  // a line that begins the next sheet stands on that one alone
    context.palette.setColor(QPalette::Text, Qt::black);
    all.documentLayout()->draw(&painter, context);
    painter.restore();
    painter.setFont(number);
    painter.drawText(QRectF(margin, sheet.height() - margin + 16, room.width(), 30), Qt::AlignRight, QString::number(page + 1));
  }
}

}  // namespace

QString write_pdf(const Book& book, const QString& path) {
  const QSizeF sheet = QPageSize(QPageSize::A4).size(QPageSize::Point) * (pixels_an_inch / points_an_inch);
  const QSizeF room = sheet - QSizeF(2 * margin, 2 * margin);
  Sheets sheets = whole(book, room);
  const auto contents = contents_of(*sheets.all);
  const auto places = name_links(sheets, book);
  QByteArray pdf;
  QBuffer buffer(&pdf);
  buffer.open(QIODevice::WriteOnly);
  {
    QPdfWriter writer(&buffer);
    writer.setTitle(QStringLiteral("Cleartext"));
    writer.setPageSize(QPageSize(QPageSize::A4));
    writer.setPageMargins({});
    paint(*sheets.all, writer, sheet, room);
  }
  return save(path, with_ways(pdf, contents, places));
}

}  // namespace cleartext::gui
