#include "gui/notebook/to_save.h"

#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QMimeDatabase>
#include <QSet>
#include <algorithm>

#include "engine/analysis/saver.h"
#include "engine/findings/contents.h"
#include "gui/notebook/notebook_words.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Notebook)
};

// A subject may hold slashes, which are no folders. A name that is cut ends at a whole letter.
std::string safe_title(std::string title) {
  std::replace(title.begin(), title.end(), '/', '_');
  std::replace(title.begin(), title.end(), '\\', '_');
  std::string safe = analysis::safe_name(title);
  while (!safe.empty() && (static_cast<unsigned char>(safe.back()) & 0xc0) == 0x80) safe.pop_back();
  if (!safe.empty() && static_cast<unsigned char>(safe.back()) >= 0xc0) safe.pop_back();
  while (safe.ends_with('.')) safe.pop_back();
  return safe;
}

std::string ending_of(const std::string& type) {
  const QString suffix = QMimeDatabase().mimeTypeForName(QString::fromStdString(type)).preferredSuffix();
  return suffix.isEmpty() ? ".bin" : "." + suffix.toStdString();
}

std::string name_of_part(const findings::Message& message, std::size_t number) {
  const findings::Part& part = message.parts[number];
  return part.filename.empty() ? "packet-" + std::to_string(message.packet) + "-part-" + std::to_string(number + 1) + ending_of(part.type)
                               : analysis::safe_name(part.filename);
}

QString remark(bool complete, std::uint64_t bytes, std::size_t kept) {
  if (!complete) return Words::tr("It is not complete: the capture misses a part of it.");
  return kept < bytes ? Words::tr("Only its first %1 were kept.").arg(size_words(kept)) : QString();
}

void add_part(ToSave& save, const findings::Message& message, std::size_t number, const findings::Part& part) {
  save.pieces.push_back({name_of_part(message, number), part.content});
  if (save.remark.isEmpty()) save.remark = remark(message.complete, part.bytes, part.content.size());
}

}  // namespace

bool is_attachment(const findings::Message& message, const findings::Part& part) {
  return !is_letter(message) || !part.filename.empty() || !(part.type.empty() || part.type.starts_with("text/"));
}

ToSave letter_to_save(const findings::Message& message) {
  const std::string subject = message.subject.empty() ? std::string() : safe_title(message.subject);
  const std::string name = subject.empty() ? "letter-packet-" + std::to_string(message.packet) : subject;
  return {Words::tr("Save the letter"),
          {{name + ".eml", message.raw.str()}},
          remark(message.complete, message.raw.empty() ? message.bytes : 0, message.raw.size())};
}

ToSave attachments_to_save(const findings::Message& message) {
  ToSave save{is_letter(message) ? Words::tr("Save the attachments") : Words::tr("Save what was sent"), {}, {}};
  const std::vector<findings::Part> parts = findings::parts_of(message);
  for (std::size_t i = 0; i < parts.size(); ++i)
    if (is_attachment(message, parts[i])) add_part(save, message, i, parts[i]);
  return save;
}

ToSave part_to_save(const findings::Message& message, std::size_t part) {
  ToSave save{Words::tr("Save the attachment"), {}, {}};
  add_part(save, message, part, findings::parts_of(message)[part]);
  return save;
}

ToSave file_to_save(const findings::File& file) {
  const std::string name = file.name.empty() ? "listing-packet-" + std::to_string(file.packet) + ".txt" : analysis::safe_name(file.name);
  return {Words::tr("Save the file"), {{name, file.content.str()}}, remark(file.complete, file.bytes, file.content.size())};
}

std::vector<analysis::Piece> in_folder(const QString& folder, std::vector<analysis::Piece> pieces) {
  const QDir place(folder);
  QSet<QString> taken;
  for (analysis::Piece& piece : pieces) {
    const QFileInfo wanted(QString::fromStdString(piece.path));
    const QString ending = wanted.suffix().isEmpty() ? QString() : QLatin1Char('.') + wanted.suffix();
    QString name = wanted.fileName();
    for (int number = 2; taken.contains(name.toLower()) || place.exists(name); ++number)
      name = QStringLiteral("%1 (%2)%3").arg(wanted.completeBaseName()).arg(number).arg(ending);
    taken.insert(name.toLower());
    piece.path = place.filePath(name).toStdString();
  }
  return pieces;
}

}  // namespace cleartext::gui
