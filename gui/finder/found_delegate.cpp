#include "gui/finder/found_delegate.h"

#include <QPainter>

#include "gui/finder/finder.h"

namespace cleartext::gui {

QSize FoundDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
  const bool headed = !index.data(FoundModel::heading_role).toString().isEmpty();
  return {theme_.px(200), theme_.px(headed ? 52 : 30)};
}

void FoundDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  painter->save();
  QRect row = option.rect;
  if (const QString heading = index.data(FoundModel::heading_role).toString(); !heading.isEmpty()) {
    painter->setFont(theme_.words_px(11.5, true));
    painter->setPen(theme_.color(Ink::soft));
    painter->drawText(QRect(row.left() + theme_.px(14), row.top(), row.width(), theme_.px(22)), Qt::AlignLeft | Qt::AlignBottom, heading);
    row.setTop(row.top() + theme_.px(22));
  }
  if (option.state.testFlag(QStyle::State_Selected)) painter->fillRect(row, theme_.color(Ink::selection));
  const QRect inside = row.adjusted(theme_.px(14), 0, -theme_.px(14), 0);
  const QFont detail = theme_.words_px(12), words = theme_.words_px(13.5);
  const QString at_right = index.data(FoundModel::detail_role).toString();
  const int wide = QFontMetrics(detail).horizontalAdvance(at_right);
  painter->setFont(detail);
  painter->setPen(theme_.color(Ink::soft));
  painter->drawText(inside, Qt::AlignRight | Qt::AlignVCenter, at_right);
  painter->setFont(words);
  painter->setPen(theme_.color(Ink::ink));
  const int room = inside.width() - wide - theme_.px(14);
  painter->drawText(inside, Qt::AlignLeft | Qt::AlignVCenter,
                    QFontMetrics(words).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, room));
  painter->restore();
}

}  // namespace cleartext::gui
