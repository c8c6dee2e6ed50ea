// What Eve has learned, as one list.
#include "gui/notebook/notebook_model.h"

#include <algorithm>

#include "gui/notebook/notebook_words.h"
#include "gui/theme/opened.h"

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
    case hops_role: return hop_words(row);
    case hop_details_role: return hop_details(row);
    case selected_hop_role: return selected_hop(row);
    case severity_role: return row.kind == Kind::weakness ? shown(selection_.recording().weaknesses()[row.index].severity) : QString();
    case opened_role: return is_opened(row);
    case Qt::ToolTipRole: return is_opened(row) ? OpenedMark::with_meaning(meta(row)) : meta(row);
    case Qt::AccessibleTextRole: return spoken(row);
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
  journeys_.clear();
  journey_places_.clear();
  Rows letters;
  for (const std::uint32_t message : shown(recording.messages()))
    if (!join_journey(message)) letters.push_back(static_cast<std::uint32_t>(letters.size()));
  put(Kind::letter, std::move(letters));
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
  take_letters();
  take(Kind::file, recording.files());
  if (rows_of(Kind::heading).empty() && !recording.weaknesses().empty() && selection_.shows(recording.weaknesses().front().packet))
    append(Kind::heading, {0});
  take(Kind::weakness, recording.weaknesses());
}

void NotebookModel::take_letters() {
  const auto& messages = selection_.recording().messages();
  Rows fresh;
  auto first = static_cast<std::uint32_t>(journeys_.size()), last = std::uint32_t{0};
  for (std::size_t& seen = seen_[static_cast<std::size_t>(Kind::letter)]; seen < messages.size(); ++seen) {
    if (!selection_.shows(messages[seen].packet)) continue;
    if (!join_journey(static_cast<std::uint32_t>(seen))) {
      fresh.push_back(static_cast<std::uint32_t>(journeys_.size() - 1));
    } else {
      const std::uint32_t joined = journey_places_.at(messages[seen].journey);
      first = std::min(first, joined);
      last = std::max(last, joined + 1);
    }
  }
  last = std::min(last, static_cast<std::uint32_t>(rows_of(Kind::letter).size()));
  append(Kind::letter, fresh);
  const int top = first_row(Kind::letter);
  if (first < last) Q_EMIT dataChanged(index(top + static_cast<int>(first)), index(top + static_cast<int>(last) - 1));
}

// Pages of the web have no journey.
bool NotebookModel::join_journey(std::uint32_t number) {
  const findings::Message& message = selection_.recording().messages()[number];
  const bool follows = message.protocol != packet::Protocol::http && message.hop > 0;
  const auto known = follows ? journey_places_.find(message.journey) : journey_places_.end();
  if (known != journey_places_.end()) return journeys_[known->second].hops.push_back(number), true;
  if (message.protocol != packet::Protocol::http) journey_places_[message.journey] = static_cast<std::uint32_t>(journeys_.size());
  journeys_.push_back({{number}});
  return false;
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
    case Kind::letter: return recording.messages().empty() ? 0 : journeys_.size();
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
    case Kind::letter: return hop(row, 0)->packet;
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

void NotebookModel::select_hop(int row, int number) {
  const Row here = row_at(row);
  if (row < 0 || here.kind != Kind::letter || number < 0 || static_cast<std::size_t>(number) >= journeys_[here.index].hops.size()) return;
  selection_.select_packet(hop(here, static_cast<std::size_t>(number))->packet);
}

void NotebookModel::select_next(int row) {
  const Row here = row_at(row);
  const int now = row >= 0 && here.kind == Kind::letter ? selected_hop(here) : -1;
  if (now < 0) return select(row);
  select_hop(row, (now + 1) % static_cast<int>(journeys_[here.index].hops.size()));
}

bool NotebookModel::is_selected(const Row& row) const {
  if (row.kind == Kind::heading || row.index >= found(row.kind) || selection_.place().packet == 0) return false;
  if (row.kind == Kind::credential) return selected_credential_ == static_cast<int>(row.index);
  if (row.kind == Kind::letter) return selected_hop(row) >= 0;
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
  if (row < 0 || here.kind != Kind::letter || here.index >= found(Kind::letter)) return nullptr;
  if (const int selected = selected_hop(here); selected >= 0) return hop(here, static_cast<std::size_t>(selected));
  const Rows& hops = journeys_[here.index].hops;
  const auto& messages = selection_.recording().messages();
  const auto whole = std::find_if(hops.rbegin(), hops.rend(), [&](std::uint32_t one) { return messages[one].complete; });
  return &messages[whole == hops.rend() ? hops.back() : *whole];
}

const findings::File* NotebookModel::file(int row) const {
  const Row here = row_at(row);
  return row >= 0 && here.kind == Kind::file ? &selection_.recording().files()[here.index] : nullptr;
}

}  // namespace cleartext::gui
