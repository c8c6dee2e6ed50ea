// Lines arrive in the order of the wire and are put beneath their connection; inside a group the order never changes,
// so a line's row is found by bisection.
#include "gui/wire/dialogue_model.h"

#include <QElapsedTimer>
#include <algorithm>
#include <map>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int slice_milliseconds = 6;
constexpr std::size_t many_lines = 500;  // from here on a slice is told as a reset, not row by row
constexpr std::size_t run_head = 8;      // lines of a letter shown before the fold

}  // namespace

DialogueModel::DialogueModel(const Selection& selection, QObject* parent) : QAbstractListModel(parent), selection_(selection) {
  slice_.setSingleShot(true);
  slice_.setInterval(0);
  connect(&slice_, &QTimer::timeout, this, &DialogueModel::take_slice);
  connect(&selection.recording(), &analysis::Recording::grew, this, &DialogueModel::follow);
  connect(&selection.recording(), &analysis::Recording::cleared, this, &DialogueModel::start_over);
  connect(&selection, &Selection::shown_until_changed, this, &DialogueModel::start_over);
  follow();
}

int DialogueModel::rowCount(const QModelIndex& parent) const {
  if (parent.isValid()) return 0;
  return starts().back() + (next_at_ >= 0 ? 1 : 0);
}

const std::vector<int>& DialogueModel::starts() const {
  if (!starts_.empty()) return starts_;
  starts_.reserve(groups_.size() + 1);
  int row = 0;
  for (const DialogueGroup& group : groups_) {
    starts_.push_back(row);
    row += static_cast<int>(group.rows.size());
  }
  starts_.push_back(row);
  return starts_;
}

// `row` does not count the next line.
DialogueModel::Spot DialogueModel::spot(int row) const {
  const std::vector<int>& first = starts();
  const auto after = std::upper_bound(first.begin(), first.end() - 1, row);
  const auto group = static_cast<std::size_t>(after - first.begin()) - 1;
  return {group, static_cast<std::size_t>(row - first[group])};
}

void DialogueModel::start_over() {
  beginResetModel();
  slice_.stop();
  groups_.clear();
  starts_.clear();
  taken_ = matched_ = streams_seen_ = 0;
  unhung_.clear();
  hung_.clear();
  newest_line_ = next_at_ = -1;
  known_stream_ = packet::no_stream;
  endResetModel();
  follow();
}

void DialogueModel::set_filter(const WordFilter& filter) {
  if (filter == filter_) return;
  filter_ = filter;
  start_over();
}

void DialogueModel::follow() {
  if (!slice_.isActive()) take_slice();
}

bool DialogueModel::line_is_shown(const dialogue::Line& line) const {
  return selection_.shows(line.packet);
}

void DialogueModel::take_slice() {
  remove_next();
  const bool bulk = lines().size() - taken_ > many_lines;
  if (bulk) beginResetModel();
  QElapsedTimer clock;
  clock.start();
  std::map<std::uint32_t, Lines> fresh;
  bool more = false;
  while (taken_ < lines().size() && line_is_shown(lines()[taken_]) && !more) {
    if (matches(lines()[taken_])) {
      fresh[lines()[taken_].stream].push_back(taken_);
      newest_line_ = static_cast<int>(taken_);
      ++matched_;
    }
    more = ++taken_ % 256 == 0 && clock.elapsed() >= slice_milliseconds;
  }
  for (const auto& [stream, indices] : fresh) append(stream, indices, bulk);
  if (bulk) endResetModel();
  hang_data_connections();
  place_next();
  if (more) slice_.start();
}

bool DialogueModel::matches(const dialogue::Line& line) {
  if (filter_.empty()) return true;
  if (line.stream != known_stream_) {
    known_stream_ = line.stream;
    known_words_ = QString(protocol_name(line.protocol)).toLower().toStdString();
    const auto& streams = selection_.recording().streams();
    if (line.stream < streams.size()) {
      const stream::StreamInfo& info = streams[line.stream];
      known_words_ += " " + words_of(info.client) + " " + words_of(info.server) + " " + role_of(info).toLower().toStdString();
    }
  }
  return filter_.matches(known_words_, line.text);
}

std::size_t DialogueModel::group_at_or_after(std::uint32_t stream) const {
  const auto found = std::lower_bound(groups_.begin(), groups_.end(), stream,
                                      [](const DialogueGroup& group, std::uint32_t number) { return group.stream < number; });
  return static_cast<std::size_t>(found - groups_.begin());
}

void DialogueModel::append(std::uint32_t stream, const Lines& indices, bool quietly) {
  const std::size_t at = group_at_or_after(stream);
  int touched = -1;
  if (!has_group(at, stream)) {
    DialogueGroup group;
    group.stream = stream;
    group.rows.push_back({RowKind::heading, 0, 0});
    const std::vector<DialogueRow> rows = rows_for(group, indices, touched);
    group.rows.insert(group.rows.end(), rows.begin(), rows.end());
    insert_group(at, std::move(group), quietly);
    return;
  }
  DialogueGroup& group = groups_[at];
  const std::vector<DialogueRow> rows = rows_for(group, indices, touched);
  const int end = quietly ? 0 : starts()[at + 1];
  if (!rows.empty()) {
    if (!quietly) beginInsertRows({}, end, end + static_cast<int>(rows.size()) - 1);
    group.rows.insert(group.rows.end(), rows.begin(), rows.end());
    starts_.clear();
    if (!quietly) endInsertRows();
  }
  if (quietly || touched < 0) return;
  const QModelIndex fold = index(starts()[at] + touched);
  Q_EMIT dataChanged(fold, fold);
}

void DialogueModel::insert_group(std::size_t at, DialogueGroup group, bool quietly) {
  const int first = quietly ? 0 : starts()[at];
  if (!quietly) beginInsertRows({}, first, first + static_cast<int>(group.rows.size()) - 1);
  groups_.insert(groups_.begin() + static_cast<std::ptrdiff_t>(at), std::move(group));
  starts_.clear();
  if (!quietly) endInsertRows();
}

// `touched_fold` is set to the row of a fold that counts more lines than before.
std::vector<DialogueRow> DialogueModel::rows_for(DialogueGroup& group, const Lines& indices, int& touched_fold) {
  std::vector<DialogueRow> rows;
  for (const std::uint32_t index : indices) {
    const dialogue::Line& line = lines()[index];
    if (line.kind != dialogue::LineKind::data) {
      group.in_run = false;
      rows.push_back({RowKind::line, index, 0});
      continue;
    }
    if (!group.in_run || group.run_side != static_cast<int>(line.from)) group.runs.emplace_back();
    group.in_run = true;
    group.run_side = static_cast<int>(line.from);
    DataRun& run = group.runs.back();
    run.lines.push_back(index);
    const auto run_index = static_cast<std::uint32_t>(group.runs.size() - 1);
    if (run.open || run.lines.size() <= run_head) rows.push_back({RowKind::line, index, 0});
    else if (run.lines.size() == run_head + 1) rows.push_back({RowKind::fold, index, run_index});
    else if (rows.empty()) touched_fold = static_cast<int>(group.rows.size()) - 1;
  }
  return rows;
}

void DialogueModel::open_fold(int row) {
  if (row < 0 || row >= rowCount() || row == next_at_) return;
  const Spot at = spot(next_at_ >= 0 && row > next_at_ ? row - 1 : row);
  DialogueGroup& group = groups_[at.group];
  const DialogueRow fold = group.rows[at.row];
  if (fold.kind != RowKind::fold) return;
  remove_next();
  const int first = starts()[at.group] + static_cast<int>(at.row);
  beginRemoveRows({}, first, first);
  group.rows.erase(group.rows.begin() + static_cast<std::ptrdiff_t>(at.row));
  starts_.clear();
  endRemoveRows();
  DataRun& run = group.runs[fold.value];
  run.open = true;
  std::vector<DialogueRow> rows;
  for (std::size_t i = run_head; i < run.lines.size(); ++i) rows.push_back({RowKind::line, run.lines[i], 0});
  beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
  group.rows.insert(group.rows.begin() + static_cast<std::ptrdiff_t>(at.row), rows.begin(), rows.end());
  starts_.clear();
  endInsertRows();
  place_next();
}

int DialogueModel::row_of_line(int line) const {
  if (line < 0 || static_cast<std::size_t>(line) >= lines().size()) return -1;
  const std::uint32_t stream = lines()[static_cast<std::size_t>(line)].stream;
  const std::size_t at = group_at_or_after(stream);
  if (!has_group(at, stream)) return -1;
  const DialogueGroup& group = groups_[at];
  const auto wanted = static_cast<std::uint32_t>(line);
  auto row = std::upper_bound(group.rows.begin() + 1, group.rows.end(), wanted,
                              [](std::uint32_t order, const DialogueRow& one) { return order < one.order; }) - 1;
  while (row->kind == RowKind::data_connection) --row;
  if (row->kind == RowKind::heading || (row->kind == RowKind::line && row->order != wanted)) return -1;
  if (row->kind == RowKind::fold) {
    const auto& hidden = group.runs[row->value].lines;
    if (!std::binary_search(hidden.begin(), hidden.end(), wanted)) return -1;
  }
  const int flat = starts()[at] + static_cast<int>(row - group.rows.begin());
  return next_at_ >= 0 && flat >= next_at_ ? flat + 1 : flat;
}

int DialogueModel::newest_row() const { return next_at_ >= 0 ? next_at_ : row_of_line(newest_line_); }

}  // namespace cleartext::gui
