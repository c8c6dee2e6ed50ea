#include "gui/mail/opened_letter.h"

#include <QCoreApplication>

#include "servers/mime/answer.h"

namespace cleartext::gui {
namespace {

constexpr qsizetype most_shown = 256 * 1024;  // of the words; more would hold the window
constexpr int most_files = 20;

struct LetterPart {
  Q_DECLARE_TR_FUNCTIONS(LetterPart)
};

void collect(const mime::Part& part, const mime::Part* words, std::vector<AttachedFile>& all) {
  if (part.is_multipart()) {
    for (const auto& inner : part.parts) collect(inner, words, all);
    return;
  }
  if (&part == words || all.size() >= most_files) return;
  const bool whole_letter = part.type.value == "message/rfc822";
  const QString name = QString::fromStdString(part.file_name);
  all.push_back({name.isEmpty() ? whole_letter ? LetterPart::tr("letter.eml") : LetterPart::tr("part") : name,
                 QString::fromStdString(part.type.value),
                 QByteArray::fromStdString(whole_letter ? std::string(part.body) : mime::content(part))});
}

bool is_picture(const AttachedFile& file) {
  return file.type.startsWith(QStringLiteral("image/")) && file.type != QStringLiteral("image/svg+xml");
}

}  // namespace

OpenedLetter opened(const std::string& raw) {
  const mime::Part whole = mime::parse_letter(raw);
  const mime::Part* part = mime::first_text(whole);
  OpenedLetter letter;
  if (part != nullptr) letter.words = QString::fromStdString(mime::text(*part)).left(most_shown).trimmed();
  collect(whole, part, letter.files);
  for (const auto& file : letter.files)
    if (letter.picture.isNull() && is_picture(file)) letter.picture.loadFromData(file.content);
  return letter;
}

}  // namespace cleartext::gui
