// Paints the rows of the dialogue: number, arrow, line. Client flush, server indented, selection as a band.
#pragma once
#include <QStyledItemDelegate>

#include "gui/theme/opened.h"

namespace cleartext::gui {

class DialogueDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  explicit DialogueDelegate(Theme& theme, QObject* parent = nullptr);
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  int row_height() const;
  int heading_height() const;
  // Lines from this one on are new and shine through; opacity grows from 0 to 1.
  void set_fresh(int first_line, double opacity);

 private:
  void paint_heading(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
  void paint_line(QPainter& painter, const QRect& rect, const QModelIndex& index) const;
  double opacity(const QModelIndex& index) const;
  Theme& theme_;
  OpenedMark opened_;
  int fresh_from_ = -1;
  double fresh_opacity_ = 1;
};

}  // namespace cleartext::gui
