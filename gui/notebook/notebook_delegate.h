// Paints a row of the notebook: a small card with Eve's mark for what she can use, plain words for the rest.
#pragma once
#include <QStyledItemDelegate>

#include "gui/theme/opened.h"

namespace cleartext::gui {

class NotebookDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  explicit NotebookDelegate(Theme& theme, QObject* parent = nullptr) : QStyledItemDelegate(parent), theme_(theme), opened_(theme) {}
  void set_width(int width) { width_ = width; }
  int usual_height() const { return theme_.px(72); }  // of a row that was not measured
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  int hop_at(const QRect& row, const QModelIndex& index, const QPoint& point) const;  // sign of a letter's station, -1: none
  bool helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) override;

 private:
  void paint_heading(QPainter& painter, const QRect& row, const QModelIndex& index) const;
  void paint_note(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
  void paint_head(QPainter* painter, const QRect& at, const QModelIndex& index) const;
  void paint_weakness(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const;
  QRect inside(const QRect& row) const;  // of a note, within its frame
  int head_height(const QModelIndex& index, int width) const;
  int pill_width() const;
  void paint_pill(QPainter* painter, const QRect& at, const QString& severity) const;
  int text_height(const QFont& font, int width, const QString& text) const;
  void draw_wrapped(QPainter* painter, const QRect& at, const QString& text) const;
  QFont head_font(const QModelIndex& index) const;
  int opened_height(const QModelIndex& index) const;
  Theme& theme_;
  OpenedMark opened_;
  int width_ = 280;
};

}  // namespace cleartext::gui
