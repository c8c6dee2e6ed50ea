// A thing that was found: its words, its key or place at the right, and above the first of a kind what kind it is.
#pragma once
#include <QStyledItemDelegate>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class FoundDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  FoundDelegate(Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;
  QSize sizeHint(const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  Theme& theme_;
};

}  // namespace cleartext::gui
