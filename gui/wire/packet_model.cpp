// Without a filter and in the order of the wire a row is a packet number less one, whatever the length of the capture.
#include "gui/wire/packet_model.h"

#include <algorithm>

namespace cleartext::gui {
namespace {

constexpr int again_milliseconds = 250;

}  // namespace

PacketModel::PacketModel(const Selection& selection, QObject* parent) : QAbstractTableModel(parent), selection_(selection) {
  again_.setSingleShot(true);
  again_.setInterval(again_milliseconds);
  connect(&again_, &QTimer::timeout, this, &PacketModel::put_in_order);
  connect(&search_, &PacketSearch::found, this, &PacketModel::take_found);
  connect(&search_, &PacketSearch::looked_through, this, &PacketModel::end_search);
  connect(&search_, &PacketSearch::sorted, this, &PacketModel::take_sorted);
  connect(&selection.recording(), &analysis::Recording::grew, this, &PacketModel::follow);
  connect(&selection.recording(), &analysis::Recording::cleared, this, &PacketModel::start_over);
  connect(&selection, &Selection::shown_until_changed, this, &PacketModel::follow);
  connect(&selection, &Selection::eyes_changed, this, [this] {
    if (!filter_.empty()) start_over();
  });
  connect(&selection, &Selection::mask_changed, this, [this] {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, PacketColumn::info), index(rowCount() - 1, PacketColumn::info));
  });
  follow();
}

int PacketModel::rowCount(const QModelIndex& parent) const {
  if (parent.isValid()) return 0;
  return static_cast<int>(in_order_ ? rows_.size() : base_size());
}

int PacketModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : PacketColumn::count; }

std::uint32_t PacketModel::number_at(int row) const {
  if (row < 0 || row >= rowCount()) return 0;
  const auto at = static_cast<std::size_t>(row);
  return in_order_ ? rows_[at] : base_number(at);
}

int PacketModel::row_of(std::uint32_t number) const {
  if (in_order_) return number < places_.size() ? static_cast<int>(places_[number]) - 1 : -1;
  if (filter_.empty()) return number >= 1 && number <= shown_ ? static_cast<int>(number) - 1 : -1;
  const auto place = std::lower_bound(found_.begin(), found_.end(), number);
  return place == found_.end() || *place != number ? -1 : static_cast<int>(place - found_.begin());
}

PacketModel::Numbers PacketModel::base_from(std::size_t at) const {
  Numbers numbers;
  numbers.reserve(base_size() - std::min(at, base_size()));
  for (; at < base_size(); ++at) numbers.push_back(base_number(at));
  return numbers;
}

void PacketModel::start_over() {
  beginResetModel();
  search_.stop();
  again_.stop();
  searching_ = sorting_ = in_order_ = false;
  shown_ = scanned_ = 0;
  found_.clear();
  rows_.clear();
  places_.clear();
  endResetModel();
  follow();
}

void PacketModel::set_filter(const filter::Filter& filter) {
  if (filter == filter_) return;
  filter_ = filter;
  start_over();
}

void PacketModel::set_time_form(TimeForm form) {
  time_form_ = form;
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, PacketColumn::time), index(rowCount() - 1, PacketColumn::time));
}

void PacketModel::set_host_form(HostForm form) {
  order_.hosts = form;
  if (rowCount() > 0) Q_EMIT dataChanged(index(0, PacketColumn::source), index(rowCount() - 1, PacketColumn::destination));
  if (order_.column == PacketColumn::source || order_.column == PacketColumn::destination) put_in_order();
}

void PacketModel::follow() {
  const std::uint32_t last = limit();
  cut_to(last);
  if (!filter_.empty()) return search();
  if (shown_ < last) add(last - shown_, nullptr);
}

void PacketModel::search() {
  if (searching_ || scanned_ >= limit()) return;
  searching_ = true;
  sorting_ = false;  // one after the other
  search_.find(selection_, filter_, scanned_, limit());
}

void PacketModel::take_found(const Numbers& numbers, std::uint32_t looked_at) {
  const auto last = std::upper_bound(numbers.begin(), numbers.end(), limit());  // stepped back meanwhile
  const Numbers shown(numbers.begin(), last);
  if (!shown.empty()) add(shown.size(), &shown);
  scanned_ = std::min(looked_at, limit());
}

// There may be more by now.
void PacketModel::end_search() {
  searching_ = false;
  search();
  if (!searching_) Q_EMIT scanned();
}

// New packets stand at the end until they are put in order.
void PacketModel::add(std::size_t count, const Numbers* found) {
  const int from = rowCount();
  beginInsertRows({}, from, from + static_cast<int>(count) - 1);
  const std::size_t before = base_size();
  if (found != nullptr)
    found_.insert(found_.end(), found->begin(), found->end());
  else
    shown_ += static_cast<std::uint32_t>(count);
  if (in_order_) {
    for (std::size_t at = before; at < base_size(); ++at) rows_.push_back(base_number(at));
    place_rows();
  }
  endInsertRows();
  if (is_ordered() && !again_.isActive()) again_.start();
}

void PacketModel::cut_to(std::uint32_t limit) {
  const auto kept = filter_.empty() ? std::min<std::size_t>(shown_, limit)
                                    : static_cast<std::size_t>(std::upper_bound(found_.begin(), found_.end(), limit) - found_.begin());
  if (kept < base_size()) {
    if (in_order_)
      beginResetModel();
    else
      beginRemoveRows({}, static_cast<int>(kept), rowCount() - 1);
    if (filter_.empty())
      shown_ = static_cast<std::uint32_t>(kept);
    else
      found_.resize(kept);
    if (in_order_) {
      std::erase_if(rows_, [limit](std::uint32_t number) { return number > limit; });
      places_.clear();
      place_rows();
      endResetModel();
    } else {
      endRemoveRows();
    }
  }
  scanned_ = std::min(scanned_, limit);
}

void PacketModel::sort(int column, Qt::SortOrder order) {
  order_ = {column < 0 ? PacketColumn::number : column, column < 0 ? Qt::AscendingOrder : order, order_.hosts};
  if (is_ordered()) return put_in_order();
  again_.stop();
  if (in_order_) rearrange(false, {}, {});
}

void PacketModel::put_in_order() {
  again_.stop();
  if (!is_ordered()) return;
  if (searching_) return again_.start();
  sorting_ = true;
  search_.sort(selection_, base_from(0), order_);
}

// What came while they were put in order follows them.
void PacketModel::take_sorted(const Numbers& numbers, const Numbers& places) {
  sorting_ = false;
  if (!is_ordered() || numbers.size() > base_size()) return;
  Numbers rows = numbers;
  const Numbers later = base_from(numbers.size());
  rows.insert(rows.end(), later.begin(), later.end());
  rearrange(true, std::move(rows), places);
  if (!later.empty()) again_.start();
}

// What is selected stays selected, wherever it stands now.
void PacketModel::rearrange(bool in_order, Numbers rows, const Numbers& places) {
  Q_EMIT layoutAboutToBeChanged({}, QAbstractItemModel::VerticalSortHint);
  const QModelIndexList before = persistentIndexList();
  Numbers numbers;
  for (const QModelIndex& one : before) numbers.push_back(number_at(one.row()));
  in_order_ = in_order;
  rows_ = std::move(rows);
  places_ = places;
  place_rows();
  for (qsizetype i = 0; i < before.size(); ++i)
    changePersistentIndex(before[i], index(row_of(numbers[static_cast<std::size_t>(i)]), before[i].column()));
  Q_EMIT layoutChanged({}, QAbstractItemModel::VerticalSortHint);
}

// Of those at the end that have none yet; a million of them are given theirs where they are put in order.
void PacketModel::place_rows() {
  places_.resize(in_order_ ? std::max(places_.size(), selection_.recording().packets().size() + 1) : 0, 0);
  if (!in_order_) return;
  for (std::size_t row = rows_.size(); row-- > 0;) {
    std::uint32_t& place = places_[rows_[row]];
    if (place == row + 1) return;
    place = static_cast<std::uint32_t>(row) + 1;
  }
}

}  // namespace cleartext::gui
