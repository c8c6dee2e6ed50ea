#include "engine/lesson/student_id.h"

#include <QString>
#include <algorithm>

namespace cleartext::lesson {
namespace {

// A line end counts as a blank. Joiners stay: some scripts cannot be written without them.
bool is_hidden(QChar letter) {
  const auto code = letter.unicode();
  const bool turns_about = code == 0x061c || code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e) ||
                           (code >= 0x2066 && code <= 0x2069);  // UAX #9, 2
  return turns_about || code == 0x200b || code == 0xfeff || (letter.category() == QChar::Other_Control && !letter.isSpace());
}

}  // namespace

std::string plain_id(std::string_view typed) {
  auto id = QString::fromUtf8(typed.data(), static_cast<qsizetype>(typed.size()));
  id.removeIf(is_hidden);
  std::replace_if(
      id.begin(), id.end(), [](QChar letter) { return letter == u'\n' || letter == u'\r' || letter == u'\t'; }, u' ');
  return id.trimmed().normalized(QString::NormalizationForm_C).toStdString();
}

}  // namespace cleartext::lesson
