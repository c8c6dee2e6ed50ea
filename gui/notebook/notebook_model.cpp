// What Eve has learned, as one list.
#include "gui/notebook/notebook_model.h"

#include <algorithm>
#include <utility>

#include "gui/notebook/notebook_words.h"
#include "gui/selection/letters.h"
#include "gui/theme/opened.h"

namespace cleartext::gui {

QString mask() { return QString(10, QChar(0x2022)); }

NotebookModel::NotebookModel(Selection& selection, QObject* parent)
    : QAbstractListModel(parent), selection_(selection), under_way_source_(selection) {
  const auto* recording = &selection.recording();
  connect(recording, &analysis::Recording::grew, this, &NotebookModel::follow);
  connect(recording, &analysis::Recording::cleared, this, &NotebookModel::start_over);
  connect(&selection, &Selection::shown_until_changed, this, &NotebookModel::start_over);
  connect(&selection, &Selection::eyes_changed, this, &NotebookModel::start_over);
  connect(&selection, &Selection::changed, this, [this] {
    note_selected();
    if (rowCount() > 0) Q_EMIT dataChanged(index(0), index(rowCount() - 1), {selected_role, selected_hop_role});
  });
  follow();
}

int NotebookModel::rowCount(const QModelIndex& parent) const {
  if (parent.isValid()) return 0;
  std::size_t rows = 0;
  for (const Rows& section : rows_) rows += section.size();
  return static_cast<int>(rows);
}

NotebookModel::Kind NotebookModel::kind_of(Section section) {
  switch (section) {
    case credentials:
    case opened_credentials: return Kind::credential;
    case letters:
    case opened_letters: return Kind::letter;
    case letters_under_way: return Kind::letter_under_way;
    case files:
    case opened_files: return Kind::file;
    case easy: return Kind::heading;
    case weaknesses: return Kind::weakness;
    case opened:
    case sections: break;
  }
  return Kind::opened_heading;
}

int NotebookModel::first_row(Section section) const {
  std::size_t row = 0;
  for (std::size_t i = 0; i < section; ++i) row += rows_[i].size();
  return static_cast<int>(row);
}

NotebookModel::Row NotebookModel::row_at(int row) const {
  auto left = static_cast<std::size_t>(row);
  for (std::size_t section = 0; section < sections; ++section) {
    if (left < rows_[section].size()) return {kind_of(static_cast<Section>(section)), rows_[section][left], section >= opened};
    left -= rows_[section].size();
  }
  return {};
}

Qt::ItemFlags NotebookModel::flags(const QModelIndex& index) const {
  if (!index.isValid()) return Qt::NoItemFlags;
  const Kind kind = row_at(index.row()).kind;
  return kind == Kind::heading || kind == Kind::opened_heading ? Qt::ItemIsEnabled : Qt::ItemIsEnabled | Qt::ItemIsSelectable;
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
    case opened_role: return row.opened;
    case Qt::ToolTipRole: return row.opened ? OpenedMark::with_meaning(meta(row)) : meta(row);
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
  journeys_.clear();
  journey_places_.clear();
  note_selected();
  for (const Section section : {opened_files, opened_letters, opened_credentials, weaknesses, files, letters, credentials})
    put(section, {});
  take_new();
  refresh_letters_under_way();
  refresh_answers();
  for (const Section section : {credentials, letters, files, weaknesses, opened_credentials, opened_letters, opened_files})
    tell_changed(section);
}

void NotebookModel::follow() {
  take_new();
  refresh_letters_under_way();
  refresh_answers();
  if (const auto cracked = selection_.recording().cracked().size(); cracked != std::exchange(cracked_, cracked)) tell_changed(credentials);
  if (selection_.place().packet != 0) note_selected();
}

void NotebookModel::note_selected() {
  selected_credential_ = selection_.credential();
  selected_letter_ = letter_of(selection_);
}

// What was not looked at yet, and may be shown: heard by anybody, or opened with keys.
template <typename Findings>
NotebookModel::Rows NotebookModel::take(Section heard, Section with_keys, const Findings& findings, std::size_t& seen) {
  Rows plain, keyed, all;
  for (; seen < findings.size(); ++seen) {
    if (!selection_.shows(findings[seen].packet)) continue;
    all.push_back(static_cast<std::uint32_t>(seen));
    (findings[seen].decrypted ? keyed : plain).push_back(all.back());
  }
  append(heard, plain);
  if (!selection_.closed(true)) append(with_keys, keyed);
  return all;
}

void NotebookModel::take_new() {
  const auto& recording = selection_.recording();
  const Rows more = take(credentials, opened_credentials, recording.credentials(), seen_.credentials);
  unanswered_.insert(unanswered_.end(), more.begin(), more.end());
  take_letters();
  take(files, opened_files, recording.files(), seen_.files);
  Rows easier;
  for (; seen_.weaknesses < recording.weaknesses().size(); ++seen_.weaknesses)
    if (selection_.shows(recording.weaknesses()[seen_.weaknesses].packet)) easier.push_back(static_cast<std::uint32_t>(seen_.weaknesses));
  append(weaknesses, easier);
  put_headings();
}

void NotebookModel::put_headings() {
  const auto one_if = [](bool any) { return any ? Rows{0} : Rows{}; };
  put(easy, one_if(!rows_of(weaknesses).empty()));
  put(opened, one_if(!rows_of(opened_credentials).empty() || !rows_of(opened_letters).empty() || !rows_of(opened_files).empty()));
}

// A letter that was opened at one station and heard in the clear at the next is Eve's from then on.
void NotebookModel::take_letters() {
  const auto& messages = selection_.recording().messages();
  std::uint32_t first = UINT32_MAX, last = 0;
  const std::size_t known = journeys_.size();
  bool moved = selection_.closed(true);
  for (; seen_.letters < messages.size(); ++seen_.letters) {
    const auto number = static_cast<std::uint32_t>(seen_.letters);
    if (!selection_.shows(messages[number].packet) || !join_journey(number)) continue;
    const std::uint32_t joined = journey_places_.at(messages[number].journey);
    const Rows& kept = rows_of(opened_letters);
    moved = moved || (!messages[number].decrypted && std::binary_search(kept.begin(), kept.end(), joined));
    first = std::min(first, joined);
    last = std::max(last, joined);
  }
  Rows heard = moved ? Rows{} : rows_of(letters), with_keys = moved ? Rows{} : rows_of(opened_letters);
  for (auto i = static_cast<std::uint32_t>(moved ? 0 : known); i < journeys_.size(); ++i)
    (is_opened(journeys_[i]) ? with_keys : heard).push_back(i);
  put(opened_letters, selection_.closed(true) ? Rows{} : with_keys);
  put(letters, heard);
  for (const Section section : {letters, opened_letters}) tell_changed(section, first, last);
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
  put(letters_under_way, rows);
  under_way_ = std::move(now);
  tell_changed(letters_under_way);
}

void NotebookModel::refresh_answers() {
  const auto& all = selection_.recording().credentials();
  Rows answered;
  std::erase_if(unanswered_, [&](std::uint32_t one) {
    const bool has_answer = all[one].accepted.has_value();
    if (has_answer) answered.push_back(one);
    return has_answer;
  });
  if (answered.empty()) return;
  for (const Section section : {credentials, opened_credentials}) tell_changed(section, answered.front(), answered.back());
}

void NotebookModel::put(Section section, const Rows& rows) {
  Rows& now = rows_[section];
  const auto same = static_cast<std::size_t>(std::mismatch(now.begin(), now.end(), rows.begin(), rows.end()).first - now.begin());
  const int first = first_row(section) + static_cast<int>(same);
  if (same < now.size()) {
    beginRemoveRows({}, first, first + static_cast<int>(now.size() - same) - 1);
    now.resize(same);
    endRemoveRows();
  }
  append(section, Rows(rows.begin() + static_cast<std::ptrdiff_t>(same), rows.end()));
}

void NotebookModel::append(Section section, const Rows& more) {
  if (more.empty()) return;
  Rows& rows = rows_[section];
  const int first = first_row(section) + static_cast<int>(rows.size());
  beginInsertRows({}, first, first + static_cast<int>(more.size()) - 1);
  rows.insert(rows.end(), more.begin(), more.end());
  endInsertRows();
}

void NotebookModel::tell_changed(Section section, std::uint32_t first, std::uint32_t last) {
  const Rows& rows = rows_of(section);
  const auto from = std::lower_bound(rows.begin(), rows.end(), first), to = std::upper_bound(rows.begin(), rows.end(), last);
  if (from >= to) return;
  const int top = first_row(section);
  Q_EMIT dataChanged(index(top + static_cast<int>(from - rows.begin())), index(top + static_cast<int>(to - rows.begin()) - 1));
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
    case Kind::heading:
    case Kind::opened_heading: return 1;
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
    case Kind::heading:
    case Kind::opened_heading: return 0;
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
    case Kind::heading:
    case Kind::opened_heading: return;
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
  if (row.kind == Kind::heading || row.kind == Kind::opened_heading || row.index >= found(row.kind) || selection_.place().packet == 0)
    return false;
  if (row.kind == Kind::credential) return selected_credential_ == static_cast<int>(row.index);
  if (row.kind == Kind::letter) return selected_hop(row) >= 0;
  return packet_of(row) == selection_.place().packet;
}

int NotebookModel::selected_row() const {
  if (selection_.place().packet == 0) return -1;
  int top = 0;
  for (std::size_t section = 0; section < sections; ++section) {
    const Rows& rows = rows_[section];
    const Kind kind = kind_of(static_cast<Section>(section));
    const auto found = std::find_if(rows.begin(), rows.end(), [&](std::uint32_t one) { return is_selected({kind, one}); });
    if (found != rows.end()) return top + static_cast<int>(found - rows.begin());
    top += static_cast<int>(rows.size());
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
