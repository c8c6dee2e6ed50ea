// The packet list: a thin table over the recording. Rows are numbers; text is made only for what is on the screen. What a
// filter lets through and another order than the wire's are worked out elsewhere and arrive in portions.
#pragma once
#include <QAbstractTableModel>
#include <QTimer>
#include <vector>

#include "engine/filter/filter.h"
#include "gui/selection/selection.h"
#include "gui/wire/packet_columns.h"
#include "gui/wire/packet_search.h"

namespace cleartext::gui {

class PacketModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  explicit PacketModel(const Selection& selection, QObject* parent = nullptr);
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  void sort(int column, Qt::SortOrder order = Qt::AscendingOrder) override;  // below 0: as on the wire

  void set_filter(const filter::Filter& filter);
  void set_time_form(TimeForm form);
  void set_host_form(HostForm form);
  TimeForm time_form() const { return time_form_; }
  HostForm host_form() const { return order_.hosts; }
  std::uint32_t number_at(int row) const;  // packet number, 0: no such row
  int row_of(std::uint32_t number) const;  // -1: not shown
  bool scanning() const { return searching_; }
  bool sorting() const { return sorting_ || again_.isActive(); }

 Q_SIGNALS:
  void scanned();  // the filter has looked at all there is

 private:
  using Numbers = PacketSearch::Numbers;
  QString text(const packet::Packet& packet, int column) const;
  QString time_text(const packet::Packet& packet) const;
  QString gap_text(const packet::Packet& packet) const;
  std::uint32_t limit() const { return selection_.packets_shown(); }  // packets that may be shown
  bool is_ordered() const { return order_.column > PacketColumn::number || order_.order == Qt::DescendingOrder; }
  std::size_t base_size() const { return filter_.empty() ? shown_ : found_.size(); }
  std::uint32_t base_number(std::size_t at) const { return filter_.empty() ? static_cast<std::uint32_t>(at) + 1 : found_[at]; }
  Numbers base_from(std::size_t at) const;
  void start_over();
  void follow();
  void search();
  void take_found(const Numbers& numbers, std::uint32_t looked_at);
  void end_search();
  void add(std::size_t count, const Numbers* found);
  void cut_to(std::uint32_t limit);
  void put_in_order();
  void take_sorted(const Numbers& numbers, const Numbers& places);
  void rearrange(bool in_order, Numbers rows, const Numbers& places);
  void place_rows();

  const Selection& selection_;
  PacketSearch search_;
  filter::Filter filter_;
  PacketOrder order_;
  TimeForm time_form_ = TimeForm::since_first;
  std::uint32_t shown_ = 0;    // without a filter: packets
  std::uint32_t scanned_ = 0;  // with a filter: packets looked at
  Numbers found_;              // with a filter: their numbers
  bool in_order_ = false;      // rows are rows_; else they stand as on the wire
  Numbers rows_, places_;      // numbers by row, rows by number (plus one; 0: not shown)
  bool searching_ = false, sorting_ = false;
  QTimer again_;  // until what came since is put in order, too
};

}  // namespace cleartext::gui
