// The packet list: a thin table over the recording. Rows are numbers; text is made only for what is on the screen.
// A filter is worked off in slices, so that a million packets do not hold the window up.
#pragma once
#include <QAbstractTableModel>
#include <QTimer>
#include <vector>

#include "gui/selection/selection.h"
#include "gui/wire/packet_columns.h"
#include "gui/wire/word_filter.h"

namespace cleartext::gui {

class PacketModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  explicit PacketModel(const Selection& selection, QObject* parent = nullptr);
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

  void set_filter(const WordFilter& filter);
  std::uint32_t number_at(int row) const;          // packet number, 0: no such row
  int row_of(std::uint32_t number) const;          // -1: not shown
  bool scanning() const { return slice_.isActive(); }

 private:
  QString text(const packet::Packet& packet, int column) const;
  std::uint32_t limit() const;                     // packets that may be shown
  void start_over();
  void follow();
  void scan_slice();
  void cut_to(std::uint32_t limit);
  bool matches(const packet::Packet& packet) const;

  const Selection& selection_;
  WordFilter filter_;
  std::uint32_t shown_ = 0;                        // without a filter: rows
  std::uint32_t scanned_ = 0;                      // with a filter: packets looked at
  std::vector<std::uint32_t> found_;               // with a filter: their numbers
  QTimer slice_;
};

}  // namespace cleartext::gui
