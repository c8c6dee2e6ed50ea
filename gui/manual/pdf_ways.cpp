#include "gui/manual/pdf_ways.h"

#include <QRegularExpression>
#include <map>

namespace cleartext::gui {
namespace {

// Text strings are UTF-16 with a mark at the beginning (7.9.2.2).
QByteArray text_string(const QString& words) {
  QByteArray made = "<feff";
  for (const QChar letter : words) made += QByteArray::number(letter.unicode(), 16).rightJustified(4, '0');
  return made + '>';
}

class Update {
 public:
  explicit Update(const QByteArray& pdf) : pdf_(pdf), text_(QString::fromLatin1(pdf)) {
    root_ = number(QStringLiteral("/Root (\\d+) 0 R"));
    size_ = number(QStringLiteral("/Size (\\d+)"));
    before_ = number(QStringLiteral("startxref\\s+(\\d+)\\s+%%EOF\\s*$"));
    const auto kids = QRegularExpression(QStringLiteral("/Kids\\s*\\[([^\\]]*)\\]")).match(text_).captured(1);
    static const QRegularExpression kid(QStringLiteral("(\\d+) 0 R"));
    for (auto it = kid.globalMatch(kids); it.hasNext();) pages_.push_back(it.next().captured(1).toInt());
  }
  bool is_possible() const { return root_ > 0 && size_ > 0 && before_ > 0 && !pages_.empty(); }

  // Links that Qt wrote as addresses lead into the file instead (12.3.2.2).
  void lead(const std::vector<PdfPlace>& places) {
    static const QRegularExpression link(
        QStringLiteral("\\n(\\d+) 0 obj\\s*(<<\\s*/Type /Annot(?:(?!endobj).)*?)/A <<[^>]*/URI \\(way:(\\d+)\\)\\s*>>\\s*>>\\s*endobj"),
        QRegularExpression::DotMatchesEverythingOption);
    for (auto it = link.globalMatch(text_); it.hasNext();) {
      const auto found = it.next();
      const auto at = found.captured(3).toUInt();
      if (at < places.size()) put(found.captured(1).toInt(), found.captured(2).toLatin1() + "/Dest " + destination(places[at]) + "\n>>");
    }
  }

  // The tree of headings (12.3.3), shown when the file is opened.
  void show_contents(const std::vector<PdfHeading>& headings) {
    const int tree = size_, first = tree + 1, count = static_cast<int>(headings.size());
    std::vector<std::vector<int>> under(headings.size() + 1);  // of each heading, and of the tree at the end
    std::vector<int> parents;
    int chapter = count;
    for (int i = 0; i < count; ++i) {
      const bool is_chapter = headings[static_cast<std::size_t>(i)].level == 1;
      if (is_chapter) chapter = i;
      parents.push_back(is_chapter ? count : chapter);
      under[static_cast<std::size_t>(parents.back())].push_back(i);
    }
    const auto reference = [&](int i) { return QByteArray::number(i == count ? tree : first + i) + " 0 R"; };
    const auto children = [&](int of, int sign) {
      const auto& all = under[static_cast<std::size_t>(of)];
      if (all.empty()) return QByteArray();
      return "/First " + reference(all.front()) + " /Last " + reference(all.back()) + " /Count " +
             QByteArray::number(sign * static_cast<int>(all.size())) + '\n';
    };
    put(tree, "<<\n/Type /Outlines\n" + children(count, 1) + ">>");
    for (int i = 0; i < count; ++i) {
      const auto& heading = headings[static_cast<std::size_t>(i)];
      const int parent = parents[static_cast<std::size_t>(i)];
      const auto& row = under[static_cast<std::size_t>(parent)];
      const auto here = std::find(row.begin(), row.end(), i);
      QByteArray item =
          "<<\n/Title " + text_string(heading.words) + "\n/Parent " + reference(parent) + "\n/Dest " + destination(heading.place) + '\n';
      if (here != row.begin()) item += "/Prev " + reference(*std::prev(here)) + '\n';
      if (std::next(here) != row.end()) item += "/Next " + reference(*std::next(here)) + '\n';
      put(first + i, item + children(i, -1) + ">>");
    }
    size_ += count + 1;
    catalogue_ = "/Outlines " + QByteArray::number(tree) + " 0 R\n/PageMode /UseOutlines\n";
  }

  QByteArray whole() {
    static const QString object = QStringLiteral("\\n%1 0 obj\\s*<<((?:(?!endobj).)*)>>\\s*endobj");
    const auto root = QRegularExpression(object.arg(root_), QRegularExpression::DotMatchesEverythingOption).match(text_);
    if (!root.hasMatch()) return pdf_;
    put(root_, "<<" + root.captured(1).toLatin1() + catalogue_ + ">>");
    QByteArray made = pdf_, table = "xref\n";
    for (const auto& [number, content] : objects_) {
      table += QByteArray::number(number) + " 1\n" + QByteArray::number(made.size()).rightJustified(10, '0') + " 00000 n \n";
      made += QByteArray::number(number) + " 0 obj\n" + content + "\nendobj\n";
    }
    const auto trailer =
        QRegularExpression(QStringLiteral("trailer\\s*<<(.*)>>\\s*startxref"), QRegularExpression::DotMatchesEverythingOption)
            .match(text_)
            .captured(1)
            .replace(QRegularExpression(QStringLiteral("/Size \\d+")), QStringLiteral("/Size %1").arg(size_));
    const auto at = QByteArray::number(made.size());
    return made + table + "trailer\n<<" + trailer.toLatin1() + "/Prev " + QByteArray::number(before_) + "\n>>\nstartxref\n" + at +
           "\n%%EOF\n";
  }

 private:
  int number(const QString& pattern) const { return QRegularExpression(pattern).match(text_).captured(1).toInt(); }
  void put(int number, const QByteArray& content) { objects_[number] = content; }
  QByteArray destination(const PdfPlace& place) const {
    const auto page = std::min(static_cast<std::size_t>(place.page), pages_.size() - 1);
    return '[' + QByteArray::number(pages_[page]) + " 0 R /XYZ 0 " + QByteArray::number(place.top, 'f', 1) + " null]";
  }

  const QByteArray& pdf_;
  const QString text_;  // byte for byte
  int root_ = 0, size_ = 0, before_ = 0;
  std::vector<int> pages_;  // their objects
  std::map<int, QByteArray> objects_;
  QByteArray catalogue_;
};

}  // namespace

QByteArray with_ways(const QByteArray& pdf, const std::vector<PdfHeading>& headings, const std::vector<PdfPlace>& places) {
  Update update(pdf);
  if (!update.is_possible() || headings.empty() || headings.front().level != 1) return pdf;
  update.lead(places);
  update.show_contents(headings);
  return update.whole();
}

}  // namespace cleartext::gui
