// The packet list as a table: fixed row heights, so that a million packets scroll as a dozen do.
#pragma once
#include <QMenu>
#include <QTableView>

#include "gui/selection/selection.h"
#include "gui/theme/theme.h"
#include "gui/wire/jump_button.h"
#include "gui/wire/packet_model.h"

namespace cleartext::gui {

class PacketTable : public QTableView {
  Q_OBJECT
 public:
  PacketTable(Theme& theme, Selection& selection, PacketModel& model, QWidget* parent = nullptr);
  void set_live(bool live) { live_ = live; }  // false: what comes is not new, so nothing is followed
  void follow_newest();
  bool follows() const;                                 // its end is in sight, and stays there
  std::vector<std::uint32_t> selected_packets() const;  // their numbers, ascending
  void fill_columns_menu(QMenu& menu);                  // which columns there are, and how times and hosts are told

 Q_SIGNALS:
  void export_selected_wanted();
  void export_conversation_wanted();

 protected:
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void rowsInserted(const QModelIndex& parent, int first, int last) override;
  void showEvent(QShowEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void dress();
  void fit_columns();
  void show_selected();
  void offer_newest();
  bool in_sight(const QModelIndex& index) const;
  void copy_rows();
  void recall();
  void remember() const;
  void spare_columns();  // where there is little room, unless the reader chose some
  void show_column(int column, bool shown);
  std::vector<int> columns() const;  // that are shown, as they stand
  Theme& theme_;
  Selection& selection_;
  PacketModel& model_;
  JumpButton* jump_;
  bool live_ = true, from_selection_ = false, choosing_ = false, columns_chosen_ = false;
  bool unseen_ = false;  // chosen while the list was not shown
};

}  // namespace cleartext::gui
