// The packet list with the details of the selected packet beside it, or beneath it where there is little room.
#pragma once
#include <QSplitter>
#include <QStackedWidget>

#include "gui/theme/empty_state.h"
#include "gui/wire/field_tree.h"
#include "gui/wire/packet_table.h"

namespace cleartext::gui {

class PacketsPage : public QStackedWidget {
  Q_OBJECT
 public:
  PacketsPage(Theme& theme, Selection& selection, PacketModel& model, QWidget* parent = nullptr);
  PacketTable& table() { return *table_; }
  FieldTree& tree() { return *tree_; }
  void show_rows(bool any, const QString& sentence);  // none: the sentence says why

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void arrange();
  Theme& theme_;
  EmptyState* empty_;
  QSplitter* splitter_;
  PacketTable* table_;
  FieldTree* tree_;
};

}  // namespace cleartext::gui
