// How findings are worded in Eve's notebook.
#include "gui/notebook/notebook_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "engine/dialogue/line.h"

namespace cleartext::gui {
namespace {

QString tr(const char* words) { return QCoreApplication::translate("Notebook", words); }

}  // namespace

QString shown(const std::string& bytes) { return QString::fromStdString(dialogue::printable(bytes)); }

QString shown_list(const std::vector<std::string>& names) {
  QStringList list;
  for (const auto& name : names) list += shown(name);
  return list.join(QStringLiteral(", "));
}

QString from_to(const QString& from, const QString& to) {
  if (to.isEmpty()) return tr("from %1").arg(from);
  return tr("from %1 to %2").arg(from, to);
}

QString size_words(std::uint64_t bytes) {
  return bytes < 10000 ? tr("%1 bytes").arg(QLocale().toString(static_cast<qulonglong>(bytes)))
                       : QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString credential_meta(const findings::Credential& one, bool answer_shown) {
  const bool answered = one.accepted.has_value() && answer_shown;
  const QString answer = !answered ? tr("not answered yet") : *one.accepted ? tr("accepted") : tr("refused");
  return tr("%1 %2 · packet %3 · %4")
      .arg(QString::fromUtf8(name(one.protocol).data(), static_cast<qsizetype>(name(one.protocol).size())), shown(one.mechanism))
      .arg(one.packet)
      .arg(answer);
}

QString letter_head(const findings::Message& message) {
  if (!message.complete) return tr("A letter, cut short");
  return message.subject.empty() ? tr("A letter without a subject") : shown(message.subject);
}

QString letter_meta(const findings::Message& message) {
  const QString from = shown(message.envelope_from.empty() ? message.from : message.envelope_from);
  const QString to = message.envelope_to.empty() ? shown(message.to) : shown_list(message.envelope_to);
  const auto protocol = name(message.protocol);
  return tr("%1 · %2 packet %3 · %4")
      .arg(from_to(from, to), QString::fromUtf8(protocol.data(), static_cast<qsizetype>(protocol.size())))
      .arg(message.packet)
      .arg(size_words(message.bytes));
}

QString file_head(const findings::File& file) {
  if (file.command == "LIST" || file.command == "NLST" || file.command == "MLSD") return file.name.empty() ? tr("A folder's listing") : tr("Listing of %1").arg(shown(file.name));
  return shown(file.name);
}

QString file_meta(const findings::File& file) {
  const QString what = file.command == "STOR" || file.command == "APPE" || file.command == "STOU" ? tr("sent to the server") : tr("fetched from the server");
  const QString whole = file.complete ? QString() : QStringLiteral(" · ") + tr("not complete");
  return tr("%1, %2 · packet %3 · %4").arg(shown(file.command), what).arg(file.packet).arg(size_words(file.bytes)) + whole;
}

}  // namespace cleartext::gui
