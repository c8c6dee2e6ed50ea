// Paints the packet list quietly: one colour for the arrow, mono for what was on the wire, selection as a band.
#pragma once
#include <QStyledItemDelegate>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class PacketDelegate : public QStyledItemDelegate {
  Q_OBJECT
 public:
  explicit PacketDelegate(Theme& theme, QObject* parent = nullptr);
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override;

 private:
  Theme& theme_;
};

}  // namespace cleartext::gui
