// The manual as pages.
#include "gui/manual/book.h"

#include <QCoreApplication>
#include <QFile>
#include <QTextBlock>
#include <QTextTable>
#include <QUrl>

#include "gui/manual/keys.h"
#include "gui/manual/sought.h"

// A static library's resources are linked only where somebody asks for them.
static void take_pages() { Q_INIT_RESOURCE(manual); }

namespace cleartext::gui {
namespace {

constexpr std::size_t most_found = 200;

QString read(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? QString::fromUtf8(file.readAll()) : QString();
}

QString first_heading(const QString& markdown) {
  const QString line = markdown.section(QLatin1Char('\n'), 0, 0);
  return line.startsWith(QLatin1String("# ")) ? line.mid(2) : line;
}

Page read_page(const QString& id, const QString& language) {
  QString text = read(QStringLiteral(":/manual/%1/%2.md").arg(language, id));
  if (text.isEmpty()) {
    text = read(QStringLiteral(":/manual/%1.md").arg(id));
    if (language != QLatin1String("en") && language != QLatin1String("C")) {  // who has no language reads English
      const qsizetype end = text.indexOf(QLatin1Char('\n'));
      text.insert(end, QStringLiteral("\n\n*%1*\n").arg(QCoreApplication::translate("Book", "This page exists in English only.")));
    }
  }
  text.replace(QLatin1String("](../pictures/"), QLatin1String("](pictures/"));
  return {id, first_heading(text), text};
}

// A paragraph, or a row of a table, which speaks with the words at the table's head: "password bob".
struct Part {
  std::vector<QTextBlock> blocks;
  QString head, text;  // characters of the text stand as far from each other as in the document
};

std::vector<Part> parts_of(const QTextDocument& document) {
  std::vector<Part> parts;
  std::pair<const QTextTable*, int> last;
  QString head;
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next()) {
    const QTextTable* table = QTextCursor(block).currentTable();
    const std::pair now(table, table == nullptr ? 0 : table->cellAt(block.position()).row());
    if (table == nullptr || now != last) parts.emplace_back();
    Part& part = parts.back();
    part.blocks.push_back(block);
    part.text += block.text() + QLatin1Char(' ');
    if (table != nullptr && now.second == 0) head = part.text;
    if (table != nullptr && now.second > 0) part.head = head;
    last = now;
  }
  return parts;
}

QString file_of(const QString& link) { return link.section(QLatin1Char('#'), 0, 0).section(QLatin1Char('/'), -1); }

}  // namespace

// As GitHub names the anchors of headings.
QString section_name(const QString& heading) {
  QString made;
  for (const QChar letter : heading.toLower()) {
    if (letter.isLetterOrNumber() || letter == QLatin1Char('-') || letter == QLatin1Char('_'))
      made += letter;
    else if (letter.isSpace())
      made += QLatin1Char('-');
  }
  return made;
}

Book::Book(const QString& language) {
  take_pages();
  pages_.push_back(read_page(QStringLiteral("README"), language));
  pages_.push_back({QStringLiteral("keys"), QCoreApplication::translate("Book", "Keys"), keys_page()});
  for (const char* id : {"students", "teachers", "authors", "developers", "threats", "dependencies"})
    pages_.push_back(read_page(QString::fromLatin1(id), language));
  for (const Page& page : pages_) documents_.push_back(document(page));
}

int Book::page_of(const QString& link) const {
  if (link.contains(QLatin1String("://"))) return -1;
  const QString file =
      link.section(QLatin1Char('#'), 0, 0).endsWith(QLatin1String("lessons/README.md")) ? QStringLiteral("authors.md") : file_of(link);
  for (std::size_t i = 0; i < pages_.size(); ++i)
    if (file == pages_[i].id + QLatin1String(".md")) return static_cast<int>(i);
  return -1;
}

QString Book::section_of(const QString& link) const { return link.section(QLatin1Char('#'), 1); }

std::unique_ptr<QTextDocument> Book::document(const Page& page) {
  auto made = std::make_unique<QTextDocument>();
  made->setBaseUrl(QUrl(QStringLiteral("qrc:/manual/")));
  made->setMarkdown(page.markdown, QTextDocument::MarkdownDialectGitHub);
  return made;
}

bool is_code(const QTextBlock& block) {
  return block.blockFormat().hasProperty(QTextFormat::BlockCodeLanguage) || block.blockFormat().hasProperty(QTextFormat::BlockCodeFence);
}

std::vector<Heading> Book::headings(const QTextDocument& document) {
  std::vector<Heading> found;
  for (QTextBlock block = document.begin(); block.isValid(); block = block.next())
    if (const int level = block.blockFormat().headingLevel(); level > 0) found.push_back({block.text(), level, block.position()});
  return found;
}

int Book::position_of(const QTextDocument& document, const QString& section) {
  for (const Heading& heading : headings(document))
    if (!section.isEmpty() && section_name(heading.words) == section) return heading.position;
  return 0;
}

std::vector<Found> Book::find(const QString& words) const {
  std::vector<Found> found;
  const Sought sought(words);
  const auto add = [&](std::size_t page, const QString& text, int begins) {
    const auto [at, length] = sought.in(text);
    found.push_back({static_cast<int>(page), begins + at, length, text.mid(std::max(0, at - 30), 90).simplified()});
    return found.size() < most_found;
  };
  for (std::size_t page = 0; page < documents_.size() && !sought.empty(); ++page)
    for (const Part& part : parts_of(*documents_[page])) {
      const auto whole =
          std::find_if(part.blocks.begin(), part.blocks.end(), [&](const auto& block) { return sought.all_in(block.text()); });
      const bool cell = whole != part.blocks.end();
      if (!cell && (!sought.all_in(part.head + part.text) || sought.in(part.text).position < 0)) continue;
      if (!(cell ? add(page, whole->text(), whole->position()) : add(page, part.text, part.blocks.front().position()))) return found;
    }
  return found;
}

}  // namespace cleartext::gui
