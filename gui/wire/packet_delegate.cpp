// Packets that carry nothing are soft, so that the talk stands out.
#include "gui/wire/packet_delegate.h"

#include <QPainter>

#include "gui/wire/packet_columns.h"

namespace cleartext::gui {

PacketDelegate::PacketDelegate(Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme) {}

void PacketDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  using enum PacketColumn::Name;
  painter->save();
  if ((option.state & QStyle::State_Selected) != 0) painter->fillRect(option.rect, theme_.color(Ink::selection));
  const int column = index.column();
  const bool right = index.data(Qt::TextAlignmentRole).value<Qt::Alignment>().testFlag(Qt::AlignRight);
  const bool wire = column == info || column == direction || (right && column != length);
  const bool carries = index.data(PacketRole::payload).toBool();
  Ink ink = carries && (column == info || column == source || column == destination || column == protocol) ? Ink::ink : Ink::soft;
  if (column == direction) ink = index.data(PacketRole::side).toInt() == 0 ? Ink::client : Ink::server;
  const QFont font = wire ? theme_.mono_px(12, column == direction) : theme_.words_px(12.5);
  painter->setFont(font);
  painter->setPen(theme_.color(ink));
  const int room = theme_.px(8);
  const QRect rect = column == direction ? option.rect : option.rect.adjusted(room, 0, -room, 0);
  const bool host = column == source || column == destination;  // both ends tell them apart: mail…, …crepes.fr
  const QString words = QFontMetrics(font).elidedText(index.data().toString(), host ? Qt::ElideMiddle : Qt::ElideRight, rect.width());
  painter->drawText(rect, (right ? Qt::AlignRight : column == direction ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter, words);
  painter->restore();
}

}  // namespace cleartext::gui
