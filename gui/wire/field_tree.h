// The details of the selected packet, field by field. A field chosen here marks its bytes, bytes chosen there open their field.
#pragma once
#include <QSet>
#include <QTreeView>

#include "gui/selection/selection.h"
#include "gui/theme/theme.h"
#include "gui/wire/field_model.h"

namespace cleartext::gui {

class FieldTree : public QTreeView {
  Q_OBJECT
 public:
  FieldTree(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  FieldModel& fields() { return *model_; }

 protected:
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void dress();
  void show_selected();
  void open_headers();
  void copy();
  static QString kind_of(const QModelIndex& header);
  Theme& theme_;
  Selection& selection_;
  FieldModel* model_;
  std::uint32_t packet_ = 0;
  QSet<QString> shut_;    // kinds of headers that the reader closed
  bool showing_ = false;  // what somebody else selected
};

}  // namespace cleartext::gui
