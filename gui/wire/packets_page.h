// The packet list with the details of the selected packet beside it, or beneath it where there is little room.
#pragma once
#include <QSplitter>
#include <QStackedWidget>

#include "gui/theme/button.h"
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
  void go_to_fields();                                // of the selected packet; where there is no room beside the list, in its place
  Button& back_to_list() { return *back_; }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  enum class Shape { beside, beneath, list_alone, fields_alone };
  Shape shape() const;
  void arrange();
  void go_to_list();
  Theme& theme_;
  EmptyState* empty_;
  QSplitter* splitter_;
  PacketTable* table_;
  FieldTree* tree_;
  Button* back_;
  bool fields_wanted_ = false;  // where both have no room
};

}  // namespace cleartext::gui
