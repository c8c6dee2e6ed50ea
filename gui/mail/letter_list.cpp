#include "gui/mail/letter_list.h"

#include <QPainter>

#include "gui/mail/mailbox.h"

namespace cleartext::gui {

QSize LetterDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex&) const { return {theme_.px(140), theme_.px(48)}; }

void LetterDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  painter->save();
  const bool chosen = option.state.testFlag(QStyle::State_Selected), read = index.data(LetterModel::read_role).toBool();
  if (chosen) painter->fillRect(option.rect, theme_.color(Ink::selection));
  const QRect inside = option.rect.adjusted(theme_.px(14), theme_.px(5), -theme_.px(12), -theme_.px(5));
  const QFont name = theme_.words_px(13, !read), subject = theme_.words_px(12.5);
  if (!read) {  // a dot besides the weight
    painter->setRenderHint(QPainter::Antialiasing);
    painter->setPen(Qt::NoPen);
    painter->setBrush(theme_.color(Ink::client));
    painter->drawEllipse(QPointF(option.rect.left() + theme_.px(7), inside.top() + inside.height() * 0.27), theme_.px(3), theme_.px(3));
  }
  const auto draw = [&](const QFont& font, Ink ink, Qt::Alignment where, const QString& words) {
    painter->setFont(font);
    painter->setPen(theme_.color(ink));
    painter->drawText(inside, static_cast<int>(Qt::AlignLeft | where),
                      QFontMetrics(font).elidedText(words, Qt::ElideRight, inside.width()));
  };
  draw(name, Ink::ink, Qt::AlignTop, index.data(LetterModel::from_role).toString());
  draw(subject, Ink::soft, Qt::AlignBottom, index.data(LetterModel::subject_role).toString());
  painter->restore();
}

QListView* make_letter_list(Theme& theme, QWidget* parent) {
  auto* list = new QListView(parent);
  list->setItemDelegate(new LetterDelegate(theme, list));
  list->setFrameShape(QFrame::NoFrame);
  list->setUniformItemSizes(true);
  list->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  list->setAccessibleName(QObject::tr("Letters"));
  QObject::connect(&theme, &Theme::changed, list, [list] { list->doItemsLayout(); });
  return list;
}

}  // namespace cleartext::gui
