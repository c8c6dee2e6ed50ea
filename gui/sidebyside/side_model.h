// Two conversations as a table of two columns, a row for what stands beside each other.
#pragma once
#include <QAbstractTableModel>
#include <array>

#include "gui/sidebyside/alignment.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

class SideModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  SideModel(Theme& theme, Selection& selection, QObject* parent = nullptr);
  void show_streams(std::uint32_t left, std::uint32_t right);
  const Turn* turn(const QModelIndex& index) const;  // nullptr: that side has nothing here
  int row_of_selection(int column) const;            // -1: it is not in this column
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

 private:
  QString words(const Turn& turn) const;
  QString spoken(const Turn& turn) const;
  Theme& theme_;
  Selection& selection_;
  std::array<std::uint32_t, 2> streams_{packet::no_stream, packet::no_stream};
  std::array<std::vector<Turn>, 2> turns_;
  std::vector<AlignedRow> rows_;
};

}  // namespace cleartext::gui
