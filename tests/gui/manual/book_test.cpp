// The manual's pages: whole, linked, searchable, in the reader's language where it exists; and the same on paper.
#include "gui/manual/book.h"

#include <gtest/gtest.h>

#include <QDir>
#include <QFile>
#include <QImage>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTextBlock>
#include <QTextCursor>
#include <set>

#include "gui/manual/keys.h"
#include "gui/manual/paper.h"

using namespace cleartext::gui;

namespace {

QString q(const char* text) { return QString::fromUtf8(text); }

QByteArray read(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

// Each (link) of a page, with what stands behind #.
QStringList links_of(const Page& page) {
  QStringList links;
  static const QRegularExpression link(q("\\]\\(([^)]+)\\)"));
  for (auto it = link.globalMatch(page.markdown); it.hasNext();) links << it.next().captured(1);
  return links;
}

}  // namespace

TEST(Book, every_page_of_the_folder_is_in_it) {
  const Book book(q("en"));
  for (const QString& name : QDir(q(SOURCE_DIR "/assets/manual")).entryList({q("*.md")})) {
    const int page = book.page_of(name);
    ASSERT_GE(page, 0) << name.toStdString();
    EXPECT_EQ(book.pages()[static_cast<std::size_t>(page)].markdown.toUtf8(), read(q(SOURCE_DIR "/assets/manual/") + name))
        << name.toStdString();
  }
  for (const QString& name : QDir(q(SOURCE_DIR "/assets/manual/de")).entryList({q("*.md")}))
    EXPECT_EQ(read(q(SOURCE_DIR "/assets/manual/de/") + name).replace("../pictures/", "pictures/"),
              Book(q("de")).pages()[static_cast<std::size_t>(book.page_of(name))].markdown.toUtf8())
        << name.toStdString();
}

TEST(Book, every_link_leads_to_a_page_and_a_section_that_exist) {
  for (const char* language : {"en", "de"}) {
    const Book book(q(language));
    for (const Page& page : book.pages())
      for (const QString& link : links_of(page)) {
        if (link.endsWith(q(".png"))) {
          EXPECT_FALSE(QImage(q(":/manual/") + link).isNull()) << link.toStdString();
        }
        if (!link.contains(q(".md"))) continue;
        const int to = book.page_of(link);
        ASSERT_GE(to, 0) << page.id.toStdString() << ": " << link.toStdString();
        if (book.section_of(link).isEmpty()) continue;
        EXPECT_GT(Book::position_of(*Book::document(book.pages()[static_cast<std::size_t>(to)]), book.section_of(link)), 0)
            << link.toStdString();
      }
  }
}

TEST(Book, what_is_not_translated_says_so_and_what_is_does_not) {
  const Book english(q("en")), german(q("de"));
  const auto page = [](const Book& book, const char* file) {
    return book.pages()[static_cast<std::size_t>(book.page_of(q(file)))].markdown;
  };
  EXPECT_TRUE(page(german, "developers.md").contains(q("English only")));
  EXPECT_TRUE(page(german, "threats.md").startsWith(q("# Was das Programm darf")));
  EXPECT_TRUE(page(german, "teachers.md").startsWith(q("# Für Lehrer")));
  EXPECT_FALSE(page(german, "teachers.md").contains(q("English only")));
  EXPECT_FALSE(page(english, "developers.md").contains(q("English only")));
}

TEST(Book, a_search_finds_every_page_that_says_it_and_where) {
  const Book book(q("en"));
  const auto found = book.find(q("ClAsS.KeY"));
  ASSERT_FALSE(found.empty());
  std::set<int> pages;
  for (const Found& one : found) {
    pages.insert(one.page);
    const auto document = Book::document(book.pages()[static_cast<std::size_t>(one.page)]);
    EXPECT_TRUE(document->findBlock(one.position).text().contains(q("class.key"))) << one.line.toStdString();
  }
  EXPECT_TRUE(pages.contains(book.page_of(q("teachers.md"))));
  EXPECT_TRUE(book.find(q("no zeppelin in it")).empty());
  EXPECT_TRUE(book.find(q("  ")).empty());
}

TEST(Book, words_are_found_in_any_order_with_a_hyphen_or_without) {
  const Book book(q("en"));
  const auto marked = [&](const char* words) {
    std::set<QString> all;
    for (const Found& one : book.find(q(words))) {
      auto document = Book::document(book.pages()[static_cast<std::size_t>(one.page)]);
      QTextCursor cursor(document.get());
      cursor.setPosition(one.position);
      cursor.setPosition(one.position + one.length, QTextCursor::KeepAnchor);
      all.insert(cursor.selectedText());
    }
    return all;
  };
  for (const char* typed : {"hand in", "HAND-IN", "handin"}) {
    EXPECT_TRUE(marked(typed).contains(q("hand-in"))) << typed;
    EXPECT_TRUE(marked(typed).contains(q("Hand in")) || q(typed) == q("handin")) << typed;  // as the button says
  }
  EXPECT_EQ(book.find(q("pacing room")).size(), book.find(q("room pacing")).size());
  EXPECT_TRUE(marked("password bob").contains(q("bob"))) << "a row and its column";
  for (const Found& one : book.find(q("in zeppelin"))) ADD_FAILURE() << one.line.toStdString();
}

TEST(Book, what_the_window_offers_stands_in_the_manual) {
  for (const auto& [language, places] :
       {std::pair(q("en"), QStringList{q("Your turn"), q("Hand in…"), q("Look at hand-ins…"), q("Free lab"), q("Present"), q("F5")}),
        std::pair(q("de"),
                  QStringList{q("Du bist dran"), q("Abgeben…"), q("Abgaben ansehen…"), q("Freies Labor"), q("Vorführen"), q("F5")})}) {
    QString pages;
    const Book book(language);
    for (const char* page : {"students.md", "teachers.md"}) pages += book.pages()[static_cast<std::size_t>(book.page_of(q(page)))].markdown;
    for (const QString& place : places) EXPECT_TRUE(pages.contains(place)) << place.toStdString();
  }
}

TEST(Book, all_keys_stand_on_their_page) {
  const QString page = keys_page();
  for (const KeyGroup& group : key_groups())
    for (const auto& [key, words] : group.keys) EXPECT_TRUE(page.contains(key) && page.contains(words)) << key.toStdString();
}

TEST(Paper, html_pages_lead_to_each_other_and_hold_their_pictures) {
  const QTemporaryDir folder;
  ASSERT_EQ(write_html(Book(q("en")), folder.path()), QString());
  const QByteArray index = read(folder.filePath(q("index.html")));
  EXPECT_TRUE(index.contains("<a href=\"teachers.html\">"));
  EXPECT_TRUE(index.contains("<table>") && index.contains("<pre>cleartext manual --html"));
  EXPECT_TRUE(read(folder.filePath(q("authors.html"))).contains("<code>lesson.yaml</code>"));
  static const QRegularExpression target(q("(?:href|src)=\"([^\"#:]+)"));
  for (const QString& name : QDir(folder.path()).entryList({q("*.html")}))
    for (auto it = target.globalMatch(QString::fromUtf8(read(folder.filePath(name)))); it.hasNext();) {
      const QString to = it.next().captured(1);
      EXPECT_TRUE(QFile::exists(folder.filePath(to))) << name.toStdString() << ": " << to.toStdString();
    }
}

TEST(Paper, the_pdf_is_whole_and_of_many_pages) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(q("manual.pdf"));
  ASSERT_EQ(write_pdf(Book(q("en")), path), QString());
  const QByteArray pdf = read(path);
  EXPECT_TRUE(pdf.startsWith("%PDF-") && pdf.trimmed().endsWith("%%EOF"));
  EXPECT_GE(pdf.count("/Type /Page\n"), static_cast<qsizetype>(Book(q("en")).pages().size()));
}

// What another program reads in it; "-" is its stdout. It says something on stderr where the file is not well formed.
static QString said_by(const char* program, const QStringList& words) {
  QProcess process;
  process.start(QString::fromLatin1(program), words);
  EXPECT_TRUE(process.waitForFinished()) << program;
  EXPECT_EQ(process.readAllStandardError().toStdString(), "") << program;
  return QString::fromUtf8(process.readAllStandardOutput());
}

TEST(Paper, what_is_copied_from_the_pdf_is_what_was_typed) {
  const QTemporaryDir folder;
  for (const char* language : {"en", "de"}) {
    const QString path = folder.filePath(q("manual.pdf"));
    ASSERT_EQ(write_pdf(Book(q(language)), path), QString());
    const QString text = said_by("pdftotext", {q("-raw"), path, q("-")});
    EXPECT_TRUE(text.contains(q("\ncleartext manual --language de --pdf cleartext"))) << text.left(3000).toStdString();
    EXPECT_TRUE(text.contains(q("imagemagick (ImageMagick"))) << language;
    const QStringList sheets = text.split(QLatin1Char('\f'), Qt::SkipEmptyParts);
    for (qsizetype i = 0; i < sheets.size(); ++i) EXPECT_EQ(sheets[i].trimmed().section(QLatin1Char('\n'), -1), QString::number(i + 1));
  }
}

TEST(Paper, the_pdf_has_contents_and_its_links_lead_into_it) {
  const QTemporaryDir folder;
  const QString path = folder.filePath(q("manual.pdf"));
  const Book book(q("en"));
  ASSERT_EQ(write_pdf(book, path), QString());
  const QByteArray pdf = read(path);
  EXPECT_TRUE(said_by("pdfinfo", {path}).contains(q("Pages:")));
  EXPECT_TRUE(pdf.contains("/PageMode /UseOutlines"));
  EXPECT_TRUE(pdf.contains("/Type /Outlines\n/First"));
  EXPECT_TRUE(pdf.contains("/Count " + QByteArray::number(book.pages().size())));
  EXPECT_TRUE(pdf.contains("/Title <feff0046006f0072002000740065006100630068006500720073>")) << "For teachers";
  const QString addresses = said_by("pdfinfo", {q("-url"), path});
  EXPECT_FALSE(addresses.contains(q(".md")) || addresses.contains(q("way:")) || addresses.contains(q(".json"))) << addresses.toStdString();
  EXPECT_GE(pdf.count("\n/Border [0 0 0]\n/Dest ["), 6);
}

TEST(Paper, a_place_that_cannot_be_written_is_told) {
  EXPECT_TRUE(write_pdf(Book(q("en")), q("/proc/nowhere/manual.pdf")).contains(q("/proc/nowhere/manual.pdf")));
  EXPECT_TRUE(write_html(Book(q("en")), q("/proc/nowhere")).contains(q("/proc/nowhere")));
}
