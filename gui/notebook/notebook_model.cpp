// What Eve has learned, as one list.
#include "gui/notebook/notebook_model.h"

#include "gui/notebook/notebook_words.h"

namespace cleartext::gui {

QString mask() { return QString(10, QChar(0x2022)); }

NotebookModel::NotebookModel(Selection& selection, QObject* parent)
    : QAbstractListModel(parent), selection_(selection), under_way_source_(selection) {
  const auto* recording = &selection.recording();
  connect(recording, &analysis::Recording::grew, this, &NotebookModel::refresh);
  connect(recording, &analysis::Recording::cleared, this, &NotebookModel::refresh);
  connect(&selection, &Selection::shown_until_changed, this, &NotebookModel::refresh);
  connect(&selection, &Selection::changed, this, [this] {
    if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {selected_role});
  });
  refresh();
}

int NotebookModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }

Qt::ItemFlags NotebookModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  return rows_[static_cast<std::size_t>(index.row())].kind == Kind::heading ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

QVariant NotebookModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Row& row = rows_[static_cast<std::size_t>(index.row())];
  switch (role) {
    case kind_role: return static_cast<int>(row.kind);
    case Qt::DisplayRole:
    case head_role: return head(row);
    case secret_role: return secret(row);
    case meta_role: return meta(row);
    case selected_role: return is_selected(row);
    case Qt::ToolTipRole: return meta(row);
    case Qt::AccessibleTextRole:
      return QStringLiteral("%1. %2").arg(revealed_ || row.kind != Kind::credential ? head(row) + QLatin1Char(' ') + secret(row) : tr("%1, password hidden").arg(head(row)), meta(row));
    default: return {};
  }
}

void NotebookModel::set_revealed(bool revealed) {
  if (revealed_ == revealed) return;
  revealed_ = revealed;
  if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

std::vector<NotebookModel::Row> NotebookModel::rows_now(const std::vector<LetterUnderWay>& under_way) const {
  const auto& recording = selection_.recording();
  std::vector<Row> rows;
  const auto add = [this, &rows](Kind kind, const auto& findings) {
    for (std::size_t i = 0; i < findings.size(); ++i)
      if (selection_.shows(findings[i].packet)) rows.push_back({kind, i});
  };
  add(Kind::credential, recording.credentials());
  add(Kind::letter, recording.messages());
  add(Kind::letter_under_way, under_way);
  add(Kind::file, recording.files());
  const std::size_t before = rows.size();
  rows.push_back({Kind::heading, 0});
  add(Kind::weakness, recording.weaknesses());
  if (rows.size() == before + 1) rows.pop_back();
  return rows;
}

void NotebookModel::refresh() {
  std::vector<LetterUnderWay> under_way = under_way_source_.now();
  std::vector<Row> now = rows_now(under_way);
  // Rows come and go in runs: everything before the first and after the last difference stays where it is.
  std::size_t same = 0, tail = 0;
  while (same < rows_.size() && same < now.size() && rows_[same] == now[same]) ++same;
  while (tail < rows_.size() - same && tail < now.size() - same && rows_[rows_.size() - 1 - tail] == now[now.size() - 1 - tail]) ++tail;
  const int first = static_cast<int>(same);
  if (const int gone = static_cast<int>(rows_.size() - same - tail); gone > 0) {
    beginRemoveRows({}, first, first + gone - 1);
    rows_.erase(rows_.begin() + first, rows_.begin() + first + gone);
    endRemoveRows();
  }
  under_way_ = std::move(under_way);  // rows that stay are in both; views may ask for the gone ones until here
  if (const int come = static_cast<int>(now.size() - same - tail); come > 0) {
    beginInsertRows({}, first, first + come - 1);
    rows_ = std::move(now);
    endInsertRows();
  }
  if (!rows_.empty()) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

std::uint32_t NotebookModel::packet_of(const Row& row) const {
  const auto& recording = selection_.recording();
  switch (row.kind) {
    case Kind::credential: return recording.credentials()[row.index].packet;
    case Kind::letter: return recording.messages()[row.index].packet;
    case Kind::letter_under_way: return under_way_[row.index].packet;
    case Kind::file: return recording.files()[row.index].packet;
    case Kind::weakness: return recording.weaknesses()[row.index].packet;
    case Kind::heading: return 0;
  }
  return 0;
}

void NotebookModel::select(int index) {
  if (index < 0 || index >= rowCount()) return;
  const Row& row = rows_[static_cast<std::size_t>(index)];
  switch (row.kind) {
    case Kind::credential: return selection_.select_credential(static_cast<int>(row.index));
    case Kind::letter_under_way: return selection_.select_line(under_way_[row.index].line);
    case Kind::letter:
    case Kind::file:
    case Kind::weakness: return selection_.select_packet(packet_of(row));
    case Kind::heading: return;
  }
}

bool NotebookModel::is_selected(const Row& row) const {
  if (row.kind == Kind::heading || selection_.place().packet == 0) return false;
  if (row.kind == Kind::credential) return selection_.credential() == static_cast<int>(row.index);
  return packet_of(row) == selection_.place().packet;
}

int NotebookModel::selected_row() const {
  for (std::size_t i = 0; i < rows_.size(); ++i)
    if (is_selected(rows_[i])) return static_cast<int>(i);
  return -1;
}

int NotebookModel::credentials_shown() const {
  int count = 0;
  for (const Row& row : rows_) count += row.kind == Kind::credential;
  return count;
}

QString NotebookModel::head(const Row& row) const {
  const auto& recording = selection_.recording();
  switch (row.kind) {
    case Kind::credential: return shown(recording.credentials()[row.index].user);
    case Kind::letter: return letter_head(recording.messages()[row.index]);
    case Kind::letter_under_way: return tr("A letter, still on its way");
    case Kind::file: return file_head(recording.files()[row.index]);
    case Kind::weakness: return shown(recording.weaknesses()[row.index].text);
    case Kind::heading: return tr("What made it easy");
  }
  return {};
}

QString NotebookModel::secret(const Row& row) const {
  if (row.kind != Kind::credential) return {};
  const std::string& secret = selection_.recording().credentials()[row.index].secret;
  if (secret.empty()) return {};
  return revealed_ ? shown(secret) : mask();
}

QString NotebookModel::meta(const Row& row) const {
  const auto& recording = selection_.recording();
  switch (row.kind) {
    case Kind::credential: return credential_meta(recording.credentials()[row.index], selection_.shows(recording.credentials()[row.index].answer_packet));
    case Kind::letter: return letter_meta(recording.messages()[row.index]);
    case Kind::letter_under_way: return from_to(shown(under_way_[row.index].from), shown_list(under_way_[row.index].to));
    case Kind::file: return file_meta(recording.files()[row.index]);
    case Kind::weakness: return tr("packet %1").arg(recording.weaknesses()[row.index].packet);
    case Kind::heading: return {};
  }
  return {};
}

}  // namespace cleartext::gui
