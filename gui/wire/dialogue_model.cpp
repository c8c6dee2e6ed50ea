// Lines arrive in the order of the wire and are put beneath their connection; inside a group the order never changes,
// so a line's row is found by bisection. What takes long is done at most a tenth of the time.
#include "gui/wire/dialogue_model.h"

#include <algorithm>
#include <map>

#include "gui/wire/knowledge.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int slice_milliseconds = 4;
constexpr int unseen_interval = 60;         // milliseconds between slices while nobody looks
constexpr std::size_t many_lines = 500;     // from here on a slice is told as a reset, not row by row
constexpr qint64 long_milliseconds = 10;    // a portion that takes no longer is followed by the next one at once
constexpr std::uint32_t few_lines = 2'048;  // are never put off, however slow the machine

// Lines shown before the fold: a letter is read, and of a page what was said about it.
std::size_t head_of(packet::Protocol protocol) { return protocol == packet::Protocol::http ? 3 : 12; }

}  // namespace

DialogueModel::DialogueModel(const Selection& selection, QObject* parent) : QAbstractListModel(parent), selection_(selection) {
  slice_.setSingleShot(true);
  slice_.setInterval(unseen_interval);
  due_.setSingleShot(true);
  clock_.start();
  connect(&slice_, &QTimer::timeout, this, &DialogueModel::take_slice);
  connect(&due_, &QTimer::timeout, this, &DialogueModel::place_when_due);
  connect(&selection.recording(), &analysis::Recording::grew, this, &DialogueModel::follow);
  connect(&selection.recording(), &analysis::Recording::cleared, this, &DialogueModel::start_over);
  connect(&selection, &Selection::shown_until_changed, this, &DialogueModel::start_over);
  connect(&selection, &Selection::eyes_changed, this, [this] {
    if (filter_.empty()) return;
    learn();
    start_over();
  });
  connect(&selection, &Selection::mask_changed, this, [this] {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
  });
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
  due_.stop();
  next_portion_ = 0;
  fresh_.clear();
  groups_.clear();
  starts_.clear();
  taken_ = matched_ = streams_seen_ = 0;
  unhung_.clear();
  hung_.clear();
  newest_line_ = next_at_ = -1;
  role_of_ = packet::no_stream;
  endResetModel();
  follow();
}

void DialogueModel::set_filter(const filter::Filter& filter) {
  if (filter == filter_) return;
  filter_ = filter;
  learn();
  start_over();
}

// What is known of hosts and log-ins grows with the recording.
void DialogueModel::learn() {
  credentials_known_ = selection_.recording().credentials().size();
  if (filter_.empty())
    matcher_.reset();
  else
    matcher_.emplace(filter_, knowledge_of(selection_));
}

void DialogueModel::set_seen(bool is_seen) {
  slice_.setInterval(is_seen ? 0 : unseen_interval);
  if (is_seen) next_portion_ = 0;
}

void DialogueModel::follow() {
  if (!slice_.isActive()) take_slice();
}

void DialogueModel::take_slice() {
  if (matcher_ && credentials_known_ != selection_.recording().credentials().size()) learn();
  QElapsedTimer clock;
  clock.start();
  bool more = false;
  for (auto at = lines().begin() + taken_; taken_ < lines().size() && !more; ++at) {
    const dialogue::LineView& line = at.view();
    if (!selection_.shows(line.packet)) break;
    if (matches(line)) {
      fresh_.push_back(taken_);
      newest_line_ = static_cast<int>(taken_);
      ++matched_;
    }
    more = ++taken_ % few_lines == 0 && clock.elapsed() >= slice_milliseconds;
  }
  if (more) slice_.start();
  place_when_due();
}

void DialogueModel::place_when_due() {
  const qint64 now = clock_.elapsed();
  if (now < next_portion_) {
    if (!due_.isActive()) due_.start(static_cast<int>(next_portion_ - now));
    return;
  }
  place();
  const qint64 took = clock_.elapsed() - now;
  next_portion_ = took > long_milliseconds && taken_ > few_lines ? now + 10 * took : 0;
}

void DialogueModel::place() {
  remove_next();
  const bool bulk = fresh_.size() > many_lines;
  if (bulk) {
    beginResetModel();
    append_quietly(fresh_);
    hang_data_connections(true);
    endResetModel();
  } else {
    std::map<std::uint32_t, Lines> by_stream;
    for (const std::uint32_t line : fresh_) by_stream[lines().view(line).stream].push_back(line);
    for (const auto& [stream, indices] : by_stream) append(indices);
    hang_data_connections(false);
  }
  fresh_.clear();
  place_next();
}

// What is closed to whoever looks is not to be found by its words either.
bool DialogueModel::matches(const dialogue::LineView& told) {
  if (!matcher_) return true;
  dialogue::LineView line = told;
  if (selection_.closed(line.decrypted)) {
    line.text = {};
    line.protocol = packet::Protocol::tls;
  }
  const auto& streams = selection_.recording().streams();
  if (line.stream >= streams.size()) return false;
  const stream::StreamInfo& stream = streams[line.stream];
  if (line.stream != role_of_) {
    role_of_ = line.stream;
    role_ = role_of(stream).toLower().toStdString();
  }
  return matcher_->matches(line, stream, role_);
}

DialogueGroup& DialogueModel::group_of(std::uint32_t stream) {
  if (stream >= groups_.size()) {
    groups_.resize(stream + 1);
    starts_.clear();
  }
  return groups_[stream];
}

// Lines of one stream.
void DialogueModel::append(const Lines& indices) {
  const std::uint32_t stream = lines().view(indices.front()).stream;
  DialogueGroup& group = group_of(stream);
  int touched = -1;
  std::vector<DialogueRow> rows = rows_for(group, indices, touched);
  if (group.rows.empty()) rows.insert(rows.begin(), {RowKind::heading, 0, 0});
  const int end = starts()[stream + 1];
  if (!rows.empty()) {
    beginInsertRows({}, end, end + static_cast<int>(rows.size()) - 1);
    group.rows.insert(group.rows.end(), rows.begin(), rows.end());
    starts_.clear();
    endInsertRows();
  }
  if (touched < 0) return;
  const QModelIndex fold = index(starts()[stream] + touched);
  Q_EMIT dataChanged(fold, fold);
}

// Lines of any streams, in ascending order, while the model is being reset.
void DialogueModel::append_quietly(const Lines& indices) {
  int touched = -1;
  auto at = lines().begin();
  std::size_t stands = 0;
  for (const std::uint32_t index : indices) {
    // A step to the next line is short; to find any other its block is read from the beginning.
    if (index == stands + 1)
      ++at;
    else if (index != stands)
      at = lines().begin() + index;
    stands = index;
    const dialogue::LineView line = at.view();
    DialogueGroup& group = group_of(line.stream);
    if (group.rows.empty()) group.rows.push_back({RowKind::heading, 0, 0});
    add_row(group, index, line, group.rows, touched);
  }
  starts_.clear();
}

std::vector<DialogueRow> DialogueModel::rows_for(DialogueGroup& group, const Lines& indices, int& touched_fold) {
  std::vector<DialogueRow> rows;
  for (const std::uint32_t index : indices) add_row(group, index, lines().view(index), rows, touched_fold);
  return rows;
}

// `touched_fold` is set to the row of a fold that counts more lines than before.
void DialogueModel::add_row(DialogueGroup& group, std::uint32_t index, const dialogue::LineView& line, std::vector<DialogueRow>& rows,
                            int& touched_fold) {
  group.opened = group.opened || line.decrypted;
  if (line.kind != dialogue::LineKind::data) {
    group.in_run = false;
    rows.push_back({RowKind::line, index, 0});
    return;
  }
  if (!group.in_run || group.run_side != static_cast<int>(line.from)) group.runs.emplace_back();
  group.in_run = true;
  group.run_side = static_cast<int>(line.from);
  DataRun& run = group.runs.back();
  run.lines.push_back(index);
  const auto run_index = static_cast<std::uint32_t>(group.runs.size() - 1);
  const std::size_t head = head_of(line.protocol);
  if (run.open || run.lines.size() <= head)
    rows.push_back({RowKind::line, index, 0});
  else if (run.lines.size() == head + 1)
    rows.push_back({RowKind::fold, index, run_index});
  else if (rows.empty())
    touched_fold = static_cast<int>(group.rows.size()) - 1;
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
  for (std::size_t i = head_of(lines().view(run.lines[0]).protocol); i < run.lines.size(); ++i)
    rows.push_back({RowKind::line, run.lines[i], 0});
  beginInsertRows({}, first, first + static_cast<int>(rows.size()) - 1);
  group.rows.insert(group.rows.begin() + static_cast<std::ptrdiff_t>(at.row), rows.begin(), rows.end());
  starts_.clear();
  endInsertRows();
  place_next();
}

int DialogueModel::row_of_line(int line) const {
  if (line < 0 || static_cast<std::size_t>(line) >= lines().size()) return -1;
  const std::uint32_t stream = lines().view(static_cast<std::size_t>(line)).stream;
  if (!has_group(stream)) return -1;
  const DialogueGroup& group = groups_[stream];
  const auto wanted = static_cast<std::uint32_t>(line);
  auto row = std::upper_bound(group.rows.begin() + 1, group.rows.end(), wanted,
                              [](std::uint32_t order, const DialogueRow& one) { return order < one.order; }) -
             1;
  while (row->kind == RowKind::data_connection) --row;
  if (row->kind == RowKind::heading || (row->kind == RowKind::line && row->order != wanted)) return -1;
  if (row->kind == RowKind::fold) {
    const auto& hidden = group.runs[row->value].lines;
    if (!std::binary_search(hidden.begin(), hidden.end(), wanted)) return -1;
  }
  const int flat = starts()[stream] + static_cast<int>(row - group.rows.begin());
  return next_at_ >= 0 && flat >= next_at_ ? flat + 1 : flat;
}

std::vector<int> DialogueModel::headings(int first, int last) const {
  std::vector<int> rows;
  const std::vector<int>& start = starts();
  const auto shift = [this](int row) { return next_at_ >= 0 && row >= next_at_ ? row + 1 : row; };
  auto at = std::lower_bound(start.begin(), start.end() - 1, first - 1);
  for (; at != start.end() - 1 && shift(*at) <= last; ++at)
    if (*at != *(at + 1) && shift(*at) >= first) rows.push_back(shift(*at));
  return rows;
}

// The line that waits, unless somebody else has said something since.
int DialogueModel::newest_row() const {
  const bool others = next_at_ > 0 && newest_line_ > said_before_next_ &&
                      spot(next_at_ - 1).group != lines().view(static_cast<std::size_t>(newest_line_)).stream;
  return next_at_ >= 0 && !others ? next_at_ : row_of_line(newest_line_);
}

}  // namespace cleartext::gui
