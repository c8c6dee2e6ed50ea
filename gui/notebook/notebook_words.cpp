// How findings are worded in Eve's notebook.
#include "gui/notebook/notebook_words.h"

#include <QCoreApplication>
#include <QLocale>
#include <QStringList>

#include "engine/dialogue/line.h"
#include "gui/theme/opened.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Notebook)
};

// A letter to sixty people names the first ones.
QString few_of(const QStringList& names) {
  constexpr qsizetype most = 4;
  if (names.size() <= most) return names.join(QStringLiteral(", "));
  return Words::tr("%1 and %2 more").arg(names.mid(0, most - 1).join(QStringLiteral(", ")), QString::number(names.size() - most + 1));
}

}  // namespace

QString shown(const std::string& bytes) { return QString::fromStdString(dialogue::printable(bytes)); }

QString shown_list(const std::vector<std::string>& names) {
  QStringList list;
  for (const auto& name : names) list += shown(name);
  return few_of(list);
}

QString from_to(const QString& from, const QString& to) {
  if (to.isEmpty()) return Words::tr("from %1").arg(from);
  return Words::tr("from %1 to %2").arg(from, to);
}

QString size_words(std::uint64_t bytes) {
  return bytes < 10000 ? Words::tr("%1 bytes").arg(QLocale().toString(static_cast<qulonglong>(bytes)))
                       : QLocale().formattedDataSize(static_cast<qint64>(bytes), 1, QLocale::DataSizeSIFormat);
}

QString credential_meta(const findings::Credential& one, bool answer_shown) {
  const bool answered = one.accepted.has_value() && answer_shown;
  const QString answer = !answered ? Words::tr("not answered yet") : *one.accepted ? Words::tr("accepted") : Words::tr("refused");
  return Words::tr("%1 %2 · packet %3 · %4")
      .arg(QString::fromUtf8(name(one.protocol).data(), static_cast<qsizetype>(name(one.protocol).size())), shown(one.mechanism))
      .arg(one.packet)
      .arg(answer);
}

bool is_letter(const findings::Message& message) { return message.protocol != packet::Protocol::http; }

namespace {

QString page_head(const findings::Message& message) {
  if (!message.subject.empty()) return shown(message.subject);
  for (const findings::Part& part : message.parts)
    if (!part.filename.empty()) return shown(part.filename);
  return message.parts.empty() ? Words::tr("A page") : Words::tr("A page of type %1").arg(shown(message.parts.front().type));
}

QString whole_letter_head(const findings::Message& message) {
  if (!is_letter(message)) return page_head(message);
  return message.subject.empty() ? Words::tr("A letter without a subject") : shown(message.subject);
}

}  // namespace

// IMAP fetches what it is asked for, and without a header that was a part (RFC 3501, 6.4.5).
static bool is_piece(const findings::Message& message) {
  return message.protocol == packet::Protocol::imap && !message.complete && message.header.empty() && message.subject.empty();
}

QString letter_head(const findings::Message& message) {
  if (is_piece(message)) return Words::tr("A part of a letter");
  if (message.complete) return whole_letter_head(message);
  return message.subject.empty() && is_letter(message) ? Words::tr("A letter, cut short")
                                                       : Words::tr("%1, cut short").arg(whole_letter_head(message));
}

QString letter_meta(const findings::Message& message, bool with_packet) {
  const QString from = shown(message.envelope_from.empty() ? message.from : message.envelope_from);
  const QString to = message.envelope_to.empty() ? few_of(shown(message.to).split(QStringLiteral(", "))) : shown_list(message.envelope_to);
  const QString who = !from.isEmpty() || (is_letter(message) && !is_piece(message)) ? from_to(from, to)
                      : message.from_client                                         ? Words::tr("sent to the server")
                                                                                    : Words::tr("fetched from the server");
  const QString size = size_words(message.bytes);
  if (!with_packet) return Words::tr("%1 · %2").arg(who, size);
  return Words::tr("%1 · %2 packet %3 · %4").arg(who, protocol_name(message.protocol)).arg(message.packet).arg(size);
}

QString station_words(const analysis::Recording& recording, const findings::Message& message) {
  // A user agent keeps a copy of what it sent on the server (APPEND): nobody fetched it.
  const bool put_away = message.protocol == packet::Protocol::imap && message.from_client;
  const QString role = put_away                                      ? Words::tr("Copy put away")
                       : message.stream < recording.streams().size() ? role_of(recording.streams()[message.stream])
                                                                     : protocol_name(message.protocol);
  return Words::tr("%1 %2").arg(role).arg(message.packet);
}

QString station_details(const analysis::Recording& recording, const findings::Message& message) {
  QStringList lines{station_words(recording, message)};
  if (message.stream < recording.streams().size()) lines[0] = parties_of(recording, recording.streams()[message.stream]);
  lines << Words::tr("Packet %1, %2").arg(message.packet).arg(size_words(message.bytes));
  if (message.decrypted) lines << OpenedMark::meaning();
  if (!message.added.empty()) lines << Words::tr("Put on top since it was seen before:");
  for (const std::string& line : message.added) lines << shown(line);
  return lines.join(QLatin1Char('\n'));
}

QString severity_words(const std::string& severity) {
  if (severity == "high") return Words::tr("High");
  if (severity == "medium") return Words::tr("Medium");
  if (severity == "low") return Words::tr("Low");
  return shown(severity);
}

QString file_head(const findings::File& file) {
  if (file.command == "LIST" || file.command == "NLST" || file.command == "MLSD")
    return file.name.empty() ? Words::tr("A folder's listing") : Words::tr("Listing of %1").arg(shown(file.name));
  if (file.command.empty()) return Words::tr("A file whose command is missing");
  return shown(file.name);
}

QString file_meta(const findings::File& file) {
  const QString what = file.command == "STOR" || file.command == "APPE" || file.command == "STOU" ? Words::tr("sent to the server")
                                                                                                  : Words::tr("fetched from the server");
  const QString whole = file.complete ? QString() : QStringLiteral(" · ") + Words::tr("not complete");
  if (file.command.empty()) return Words::tr("packet %1 · %2").arg(file.packet).arg(size_words(file.bytes)) + whole;
  return Words::tr("%1, %2 · packet %3 · %4").arg(shown(file.command), what).arg(file.packet).arg(size_words(file.bytes)) + whole;
}

}  // namespace cleartext::gui
