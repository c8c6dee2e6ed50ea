// A letter that was left on the server comes again with the next fetch; it is kept once.
#include "gui/mail/mailbox.h"

#include <algorithm>

#include "servers/mime/header.h"

namespace cleartext::gui {
namespace {

FetchedLetter fetched(const std::string& raw) {
  const mime::Header header(raw);
  const auto field = [&header](const char* name) { return QString::fromStdString(header.text(name)); };
  return {std::make_shared<const std::string>(raw), field("From"), field("To"), field("Cc"), field("Subject"), field("Date"), false};
}

// Who it is from, without the brackets.
QString person(const QString& from) {
  const QString name = from.section(QLatin1Char('<'), 0, 0).trimmed();
  return name.isEmpty() ? QString(from).remove(QLatin1Char('<')).remove(QLatin1Char('>')) : name;
}

}  // namespace

int LetterModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(letters_.size()); }

QVariant LetterModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const FetchedLetter& one = letter(index.row());
  const QString subject = one.subject.isEmpty() ? tr("(no subject)") : one.subject;
  switch (role) {
    case from_role: return person(one.from);
    case subject_role: return subject;
    case date_role: return one.date.section(QLatin1Char(' '), 0, 4);
    case read_role: return one.read;
    case Qt::DisplayRole:
    case Qt::AccessibleTextRole: return tr("%1 from %2%3").arg(subject, person(one.from), one.read ? QString() : tr(", not read yet"));
    case Qt::ToolTipRole: return one.date;
    default: return {};
  }
}

std::size_t LetterModel::take(const std::vector<std::string>& letters) {
  std::vector<FetchedLetter> fresh;
  for (const auto& raw : letters) {
    const auto is_it = [&raw](const FetchedLetter& kept) { return *kept.raw == raw; };
    if (std::ranges::none_of(letters_, is_it)) fresh.insert(fresh.begin(), fetched(raw));
  }
  if (fresh.empty()) return 0;
  beginInsertRows({}, 0, static_cast<int>(fresh.size()) - 1);
  letters_.insert(letters_.begin(), fresh.begin(), fresh.end());
  endInsertRows();
  return fresh.size();
}

void LetterModel::mark_read(int row) {
  letters_[static_cast<std::size_t>(row)].read = true;
  Q_EMIT dataChanged(index(row), index(row));
}

void LetterModel::clear() {
  beginResetModel();
  letters_.clear();
  endResetModel();
}

}  // namespace cleartext::gui
