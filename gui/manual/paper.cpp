// The manual as a folder of HTML pages.
#include "gui/manual/paper.h"

#include <QCoreApplication>
#include <QDir>
#include <QFile>

#include "engine/analysis/save_bytes.h"
#include "gui/manual/html.h"

namespace cleartext::gui {
namespace {

constexpr const char* sheet =
    "body{max-width:46em;margin:2em auto;padding:0 1em;font:16px/1.5 Inter,sans-serif;color:#222;background:#fff}"
    "nav a{margin-right:1.1em}code,pre{font-family:'JetBrains Mono',monospace;font-size:.88em;color:#1f4f9c}"
    "pre{background:#f4f1ea;padding:.8em 1em;overflow-x:auto}table{border-collapse:collapse;width:100%}"
    "th,td{border:1px solid #ddd5c8;padding:.4em .6em;text-align:left;vertical-align:top}img{max-width:100%}a{color:#1f4f9c}";

QString sentence(const QString& path, const QString& why) {
  return QCoreApplication::translate("Book", "%1 could not be written: %2. Choose another place.").arg(path, why);
}

QString file_of(const Page& page) {
  return page.id == QLatin1String("README") ? QStringLiteral("index.html") : page.id + QStringLiteral(".html");
}

// What the pages show and lead to: the pictures, and the schema of a lesson.
QString save_what_belongs_to_them(const QDir& folder) {
  QStringList names{QStringLiteral("lesson.schema.json")};
  for (const QString& name : picture_names()) names.append(QStringLiteral("pictures/") + name);
  for (const QString& name : names) {
    QFile file(QStringLiteral(":/manual/") + name);
    if (!file.open(QIODevice::ReadOnly)) continue;
    if (QString problem = save(folder.filePath(name), file.readAll()); !problem.isEmpty()) return problem;
  }
  return {};
}

}  // namespace

QString save(const QString& path, const QByteArray& content) {
  const QString problem = analysis::save_bytes(path, content);
  return problem.isEmpty() ? QString() : sentence(path, problem);
}

QStringList picture_names() { return QDir(QStringLiteral(":/manual/pictures")).entryList(); }

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
    if (QString problem = save(place.filePath(file_of(page)), html.toUtf8()); !problem.isEmpty()) return problem;
  }
  return save_what_belongs_to_them(place);
}

}  // namespace cleartext::gui
