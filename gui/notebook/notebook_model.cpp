// What Eve has learned, as one list.
#include "gui/notebook/notebook_model.h"

#include <algorithm>

#include "gui/notebook/notebook_words.h"

namespace cleartext::gui {

QString mask() { return QString(10, QChar(0x2022)); }

NotebookModel::NotebookModel(Selection& selection, QObject* parent)
    : QAbstractListModel(parent), selection_(selection), under_way_source_(selection) {
  const auto* recording = &selection.recording();
  connect(recording, &analysis::Recording::grew, this, &NotebookModel::follow);
  connect(recording, &analysis::Recording::cleared, this, &NotebookModel::start_over);
  connect(&selection, &Selection::shown_until_changed, this, &NotebookModel::start_over);
  connect(&selection, &Selection::changed, this, [this] {
    selected_credential_ = selection_.credential();
    if (rowCount() > 0) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {selected_role});
  });
  follow();
}

int NotebookModel::rowCount(const QModelIndex& parent) const {
  if (parent.isValid()) return 0;
  std::size_t rows = 0;
  for (const Rows& kind : rows_) rows += kind.size();
  return static_cast<int>(rows);
}

int NotebookModel::first_row(Kind kind) const {
  std::size_t row = 0;
  for (std::size_t i = 0; i < static_cast<std::size_t>(kind); ++i) row += rows_[i].size();
  return static_cast<int>(row);
}

NotebookModel::Row NotebookModel::row_at(int row) const {
  auto left = static_cast<std::size_t>(row);
  for (std::size_t kind = 0; kind < kinds; ++kind) {
    if (left < rows_[kind].size()) return {static_cast<Kind>(kind), rows_[kind][left]};
    left -= rows_[kind].size();
  }
  return {};
}

Qt::ItemFlags NotebookModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  return row_at(index.row()).kind == Kind::heading ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
}

QVariant NotebookModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid() || index.row() >= rowCount()) return {};
  const Row row = row_at(index.row());
  if (row.index >= found(row.kind)) return {};
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
  if (rowCount() > 0) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
}

void NotebookModel::start_over() {
  seen_ = {};
  unanswered_.clear();
  under_way_source_.start_over();
  const auto& recording = selection_.recording();
  const auto shown = [this](const auto& findings) {
    Rows rows;
    for (std::uint32_t i = 0; i < findings.size(); ++i)
      if (selection_.shows(findings[i].packet)) rows.push_back(i);
    return rows;
  };
  selected_credential_ = selection_.credential();
  put(Kind::weakness, shown(recording.weaknesses()));
  put(Kind::heading, rows_of(Kind::weakness).empty() ? Rows{} : Rows{0});
  put(Kind::file, shown(recording.files()));
  put(Kind::letter, shown(recording.messages()));
  put(Kind::credential, shown(recording.credentials()));
  seen_[static_cast<std::size_t>(Kind::weakness)] = recording.weaknesses().size();
  seen_[static_cast<std::size_t>(Kind::file)] = recording.files().size();
  seen_[static_cast<std::size_t>(Kind::letter)] = recording.messages().size();
  seen_[static_cast<std::size_t>(Kind::credential)] = recording.credentials().size();
  unanswered_ = rows_of(Kind::credential);
  refresh_letters_under_way();
  for (const Kind kind : {Kind::credential, Kind::letter, Kind::file, Kind::weakness}) tell_changed(kind);
}

void NotebookModel::follow() {
  take_new();
  refresh_letters_under_way();
  refresh_answers();
  if (selection_.place().packet != 0) selected_credential_ = selection_.credential();
}

void NotebookModel::take_new() {
  const auto& recording = selection_.recording();
  const auto take = [this](Kind kind, const auto& findings) {
    Rows rows;
    for (std::size_t& seen = seen_[static_cast<std::size_t>(kind)]; seen < findings.size(); ++seen)
      if (selection_.shows(findings[seen].packet)) rows.push_back(static_cast<std::uint32_t>(seen));
    append(kind, rows);
    return rows;
  };
  const Rows credentials = take(Kind::credential, recording.credentials());
  unanswered_.insert(unanswered_.end(), credentials.begin(), credentials.end());
  take(Kind::letter, recording.messages());
  take(Kind::file, recording.files());
  if (rows_of(Kind::heading).empty() && !recording.weaknesses().empty() && selection_.shows(recording.weaknesses().front().packet))
    append(Kind::heading, {0});
  take(Kind::weakness, recording.weaknesses());
}

void NotebookModel::refresh_letters_under_way() {
  std::vector<LetterUnderWay> now = under_way_source_.now();
  Rows rows(now.size());
  for (std::uint32_t i = 0; i < rows.size(); ++i) rows[i] = i;
  // Views may ask for rows that are about to go, so the longer list stays until they are gone.
  if (now.size() >= under_way_.size()) under_way_ = now;
  put(Kind::letter_under_way, std::move(rows));
  under_way_ = std::move(now);
  tell_changed(Kind::letter_under_way);
}

void NotebookModel::refresh_answers() {
  const auto& credentials = selection_.recording().credentials();
  Rows answered;
  std::erase_if(unanswered_, [&](std::uint32_t one) {
    const bool has_answer = credentials[one].accepted.has_value();
    if (has_answer) answered.push_back(one);
    return has_answer;
  });
  if (answered.empty()) return;
  const Rows& rows = rows_of(Kind::credential);
  const auto row_of = [&](std::uint32_t one) {
    return first_row(Kind::credential) + static_cast<int>(std::lower_bound(rows.begin(), rows.end(), one) - rows.begin());
  };
  Q_EMIT dataChanged(index(row_of(answered.front())), index(row_of(answered.back())));
}

void NotebookModel::put(Kind kind, Rows rows) {
  Rows& now = rows_[static_cast<std::size_t>(kind)];
  const auto same = static_cast<std::size_t>(std::mismatch(now.begin(), now.end(), rows.begin(), rows.end()).first - now.begin());
  const int first = first_row(kind) + static_cast<int>(same);
  if (same < now.size()) {
    beginRemoveRows({}, first, first + static_cast<int>(now.size() - same) - 1);
    now.resize(same);
    endRemoveRows();
  }
  append(kind, Rows(rows.begin() + static_cast<std::ptrdiff_t>(same), rows.end()));
}

void NotebookModel::append(Kind kind, const Rows& more) {
  if (more.empty()) return;
  Rows& rows = rows_[static_cast<std::size_t>(kind)];
  const int first = first_row(kind) + static_cast<int>(rows.size());
  beginInsertRows({}, first, first + static_cast<int>(more.size()) - 1);
  rows.insert(rows.end(), more.begin(), more.end());
  endInsertRows();
}

void NotebookModel::tell_changed(Kind kind) {
  const int first = first_row(kind), count = static_cast<int>(rows_of(kind).size());
  if (count > 0) Q_EMIT dataChanged(index(first), index(first + count - 1));
}

// A recording that was cleared is told of after it is empty.
std::size_t NotebookModel::found(Kind kind) const {
  const auto& recording = selection_.recording();
  switch (kind) {
    case Kind::credential: return recording.credentials().size();
    case Kind::letter: return recording.messages().size();
    case Kind::letter_under_way: return under_way_.size();
    case Kind::file: return recording.files().size();
    case Kind::weakness: return recording.weaknesses().size();
    case Kind::heading: return 1;
  }
  return 0;
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
  const Row row = row_at(index);
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
  if (row.kind == Kind::heading || row.index >= found(row.kind) || selection_.place().packet == 0) return false;
  if (row.kind == Kind::credential) return selected_credential_ == static_cast<int>(row.index);
  return packet_of(row) == selection_.place().packet;
}

int NotebookModel::selected_row() const {
  if (selection_.place().packet == 0) return -1;
  for (const Kind kind : {Kind::credential, Kind::letter, Kind::letter_under_way, Kind::file, Kind::weakness}) {
    const Rows& rows = rows_of(kind);
    const auto found = std::find_if(rows.begin(), rows.end(), [&](std::uint32_t one) { return is_selected({kind, one}); });
    if (found != rows.end()) return first_row(kind) + static_cast<int>(found - rows.begin());
  }
  return -1;
}

const findings::Credential* NotebookModel::credential(int row) const {
  const Row here = row_at(row);
  return row >= 0 && here.kind == Kind::credential ? &selection_.recording().credentials()[here.index] : nullptr;
}

const findings::Message* NotebookModel::letter(int row) const {
  const Row here = row_at(row);
  return row >= 0 && here.kind == Kind::letter ? &selection_.recording().messages()[here.index] : nullptr;
}

const findings::File* NotebookModel::file(int row) const {
  const Row here = row_at(row);
  return row >= 0 && here.kind == Kind::file ? &selection_.recording().files()[here.index] : nullptr;
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
