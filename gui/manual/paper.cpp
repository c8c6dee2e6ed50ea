// The manual for reading elsewhere.
#include "gui/manual/paper.h"

#include <QAbstractTextDocumentLayout>
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QTextBlock>
#include <QTextDocumentFragment>

#include "gui/manual/dress.h"
#include "gui/manual/html.h"

namespace cleartext::gui {
namespace {

constexpr double pixels_an_inch = 96, points_an_inch = 72;
constexpr double margin = 76;  // 2 cm, in these pixels
constexpr const char* sheet =
    "body{max-width:46em;margin:2em auto;padding:0 1em;font:16px/1.5 Inter,sans-serif;color:#222;background:#fff}"
    "nav a{margin-right:1.1em}code,pre{font-family:'JetBrains Mono',monospace;font-size:.88em;color:#1f4f9c}"
    "pre{background:#f4f1ea;padding:.8em 1em;overflow-x:auto}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #ddd5c8;padding:.4em .6em;text-align:left;vertical-align:top}img{max-width:100%}a{color:#1f4f9c}";

QString sentence(const QString& path, const QString& why) {
  return QCoreApplication::translate("Book", "%1 could not be written: %2. Choose another place.").arg(path, why);
}

QString save(const QString& path, const QByteArray& content) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly) || file.write(content) != content.size() || !file.commit())
    return sentence(path, file.errorString());
  return {};
}

QString file_of(const Page& page) {
  return page.id == QLatin1String("README") ? QStringLiteral("index.html") : page.id + QStringLiteral(".html");
}

QStringList picture_names() { return QDir(QStringLiteral(":/manual/pictures")).entryList(); }

QString save_pictures(const QDir& folder) {
  for (const QString& name : picture_names()) {
    QFile picture(QStringLiteral(":/manual/pictures/") + name);
    if (!picture.open(QIODevice::ReadOnly)) continue;
    if (const QString problem = save(folder.filePath(QStringLiteral("pictures/") + name), picture.readAll()); !problem.isEmpty())
      return problem;
  }
  return {};
}

// All pages, one below the other, each beginning on a sheet of its own.
std::unique_ptr<QTextDocument> whole(const Book& book, double width) {
  auto all = std::make_unique<QTextDocument>();
  all->setBaseUrl(QUrl(QStringLiteral("qrc:/manual/")));
  all->setDocumentMargin(0);
  for (const QString& name : picture_names())
    all->addResource(QTextDocument::ImageResource, QUrl(QStringLiteral("qrc:/manual/pictures/") + name),
                     QImage(QStringLiteral(":/manual/pictures/") + name));
  QTextCursor end(all.get());
  std::vector<int> beginnings;
  for (const Page& page : book.pages()) {
    if (!beginnings.empty()) end.insertBlock();
    beginnings.push_back(end.position());
    end.insertFragment(QTextDocumentFragment(Book::document(page).get()));
  }
  for (std::size_t i = 0; i < beginnings.size(); ++i) {
    QTextBlockFormat title;
    title.setHeadingLevel(1);
    title.setPageBreakPolicy(i > 0 ? QTextFormat::PageBreak_AlwaysBefore : QTextFormat::PageBreak_Auto);
    QTextCursor(all->findBlock(beginnings[i])).mergeBlockFormat(title);
  }
  QFont words(QStringLiteral("Inter")), mono(QStringLiteral("JetBrains Mono"));
  words.setPointSizeF(10);
  mono.setPointSizeF(8.5);
  dress(*all, {words, mono, Qt::black, QColor(31, 79, 156), QColor(221, 213, 200), QColor(244, 241, 234), 1});
  for (QTextBlock block = all->begin(); block.isValid(); block = block.next())
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
  return all;
}

}  // namespace

QString write_html(const Book& book, const QString& folder) {
  const QDir place(folder);
  if (!place.mkpath(QStringLiteral("pictures"))) return sentence(folder, QStringLiteral("mkdir"));
  const LinkOf link_of = [&book](const QString& link) {
    const int page = book.page_of(link);
    if (page < 0) return link;
    const QString section = book.section_of(link);
    return file_of(book.pages()[static_cast<std::size_t>(page)]) + (section.isEmpty() ? QString() : QLatin1Char('#') + section);
  };
  QString contents;
  for (const Page& page : book.pages()) contents += QStringLiteral("<a href=\"%1\">%2</a> ").arg(file_of(page), page.title.toHtmlEscaped());
  for (const Page& page : book.pages()) {
    const QString html =
        QStringLiteral(
            "<!doctype html>\n<html><head><meta charset=\"utf-8\"><title>%1 · "
            "Cleartext</title><style>%2</style></head>\n<body><nav>%3</nav>\n%4</body></html>\n")
            .arg(page.title.toHtmlEscaped(), QString::fromLatin1(sheet), contents, html_of(*Book::document(page), link_of));
    if (const QString problem = save(place.filePath(file_of(page)), html.toUtf8()); !problem.isEmpty()) return problem;
  }
  return save_pictures(place);
}

QString write_pdf(const Book& book, const QString& path) {
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return sentence(path, file.errorString());
  QPdfWriter writer(&file);
  writer.setTitle(QStringLiteral("Cleartext"));
  writer.setPageSize(QPageSize(QPageSize::A4));
  writer.setPageMargins({});
  const QSizeF sheet_size = QPageSize(QPageSize::A4).size(QPageSize::Point) * (pixels_an_inch / points_an_inch);
  const QSizeF room = sheet_size - QSizeF(2 * margin, 2 * margin);
  const auto all = whole(book, room.width());
  all->setPageSize(room);
  QPainter painter(&writer);
  const double scale = writer.resolution() / pixels_an_inch;
  painter.scale(scale, scale);
  for (int page = 0; page < all->pageCount(); ++page) {
    if (page > 0) writer.newPage();
    painter.save();
    painter.translate(margin, margin - page * room.height());
    const QRectF shown(QPointF(0, page * room.height()), room);
    painter.setClipRect(shown);
    QAbstractTextDocumentLayout::PaintContext context;
    context.clip = shown;
    context.palette.setColor(QPalette::Text, Qt::black);
    all->documentLayout()->draw(&painter, context);
    painter.restore();
    painter.setFont(all->defaultFont());
    painter.drawText(QRectF(margin, sheet_size.height() - margin + 12, room.width(), 30), Qt::AlignRight, QString::number(page + 1));
  }
  painter.end();
  return file.commit() ? QString() : sentence(path, file.errorString());
}

}  // namespace cleartext::gui
