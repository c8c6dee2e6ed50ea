// The manual as pages: the Markdown of assets/manual, in the reader's language where it exists there, and the page of keys,
// which is made from the table in keys.h. Nothing is read from elsewhere.
#pragma once
#include <QString>
#include <QTextBlock>
#include <QTextDocument>
#include <memory>
#include <vector>

namespace cleartext::gui {

struct Page {
  QString id, title, markdown;
};

struct Heading {
  QString words;
  int level = 1;
  int position = 0;  // in the page's document, in characters
};

struct Found {
  int page = 0;      // index
  int position = 0;  // in the page's document, in characters
  int length = 0;    // of what is marked there
  QString line;      // what stands around it
};

QString section_name(const QString& heading);  // as links name it: "adding-a-command"

bool is_code(const QTextBlock& block);  // a whole block of it

class Book {
 public:
  explicit Book(const QString& language);  // "de"; a page that does not exist in it comes in English, and says so
  const std::vector<Page>& pages() const { return pages_; }
  int page_of(const QString& link) const;         // "teachers.md", "../teachers.md#grading"; -1: not in the book
  QString section_of(const QString& link) const;  // "grading", may be empty
  static std::unique_ptr<QTextDocument> document(const Page& page);
  static std::vector<Heading> headings(const QTextDocument& document);
  static int position_of(const QTextDocument& document, const QString& section);  // 0: its beginning
  std::vector<Found> find(const QString& words) const;                            // paragraphs and rows that have all words; at most 200

 private:
  std::vector<Page> pages_;
  std::vector<std::unique_ptr<QTextDocument>> documents_;
};

}  // namespace cleartext::gui
