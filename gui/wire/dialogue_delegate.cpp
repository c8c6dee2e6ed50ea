// Columns stand where LOOK puts them: number to 54, arrow at 62, client lines at 88, server lines at 110.
#include "gui/wire/dialogue_delegate.h"

#include <QPainter>
#include <algorithm>

#include "gui/wire/dialogue_rows.h"

namespace cleartext::gui {
namespace {

constexpr double number_right = 46, arrow_left = 55, client_left = 80, server_left = 102, note_left = 124, right_room = 16;

RowKind kind_of(const QModelIndex& index) { return static_cast<RowKind>(index.data(DialogueRole::kind).toInt()); }

}  // namespace

DialogueDelegate::DialogueDelegate(Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme), opened_(theme) {}

int DialogueDelegate::row_height() const { return theme_.px(24); }
int DialogueDelegate::heading_height() const { return theme_.px(34); }

void DialogueDelegate::set_fresh(int first_line, double opacity) {
  fresh_from_ = first_line;
  fresh_opacity_ = opacity;
}

QSize DialogueDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
  return {theme_.px(200), kind_of(index) == RowKind::heading ? heading_height() : row_height()};
}

void DialogueDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  painter->save();
  const bool selected = (option.state & QStyle::State_Selected) != 0;
  if (selected) painter->fillRect(option.rect, theme_.color(Ink::selection));
  if ((option.state & QStyle::State_HasFocus) != 0 && !selected) {
    painter->setPen(QPen(theme_.color(Ink::faint), 1, Qt::DotLine));
    painter->drawRect(option.rect.adjusted(2, 1, -3, -2));
  }
  if (kind_of(index) == RowKind::heading)
    paint_heading(*painter, option.rect, index);
  else
    paint_line(*painter, option.rect, index);
  painter->restore();
}

void DialogueDelegate::paint_heading(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
  QRect line = rect.adjusted(theme_.px(16), theme_.px(6), -theme_.px(right_room), 0);
  const QString role = index.data(DialogueRole::role).toString();
  const QFont bold = theme_.words_px(12, true), plain = theme_.words_px(12);
  painter.setFont(bold);
  painter.setPen(theme_.color(Ink::soft));
  painter.drawText(line, Qt::AlignLeft | Qt::AlignVCenter, role);
  const int after = role.isEmpty() ? 0 : QFontMetrics(bold).horizontalAdvance(role) + theme_.px(8);
  if (index.data(DialogueRole::opened).toBool()) {
    const int mark = std::min(opened_.width(), line.width() / 2);
    opened_.paint(painter, QRect(line.right() - mark + 1, line.top(), mark, line.height()));
    line.setRight(line.right() - mark - theme_.px(10));
    painter.setPen(theme_.color(Ink::soft));
  }
  painter.setFont(plain);
  const QString parties = QFontMetrics(plain).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, line.width() - after);
  painter.drawText(line.adjusted(after, 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter, parties);
}

double DialogueDelegate::opacity(const QModelIndex& index) const {
  const int line = index.data(DialogueRole::line).toInt();
  return fresh_from_ >= 0 && line >= fresh_from_ ? fresh_opacity_ : 1;
}

void DialogueDelegate::paint_line(QPainter& painter, const QRect& rect, const QModelIndex& index) const {
  const RowKind kind = kind_of(index);
  const bool client = index.data(DialogueRole::side).toInt() == 0;
  const bool soft = index.data(DialogueRole::soft).toBool();
  const bool note = kind == RowKind::data_connection;
  const QColor ink = theme_.color(client ? Ink::client : Ink::server);
  painter.setOpacity(kind == RowKind::next ? 0.55 : opacity(index));
  painter.setFont(theme_.mono_px(11.5));
  painter.setPen(theme_.color(Ink::soft));
  const QRect number(rect.left(), rect.top(), theme_.px(number_right), rect.height());
  painter.drawText(number, Qt::AlignRight | Qt::AlignVCenter, index.data(DialogueRole::number).toString());
  if (kind != RowKind::fold) {
    painter.setPen(ink);
    painter.setFont(theme_.mono_px(12.5, true));
    painter.drawText(rect.adjusted(theme_.px(note ? server_left : arrow_left), 0, 0, 0), Qt::AlignLeft | Qt::AlignVCenter,
                     note     ? QStringLiteral("⇄")
                     : client ? QStringLiteral("→")
                              : QStringLiteral("←"));
  }
  painter.setPen(soft ? theme_.color(Ink::soft) : ink);
  const QFont font = note || kind == RowKind::fold ? theme_.words_px(12.5) : theme_.mono();
  painter.setFont(font);
  const double left = note ? note_left : client ? client_left : server_left;
  QRect words = rect.adjusted(theme_.px(left), 0, -theme_.px(right_room), 0);
  if (index.data(DialogueRole::opened).toBool()) {
    opened_.paint_lock(painter, words.right() + 1, rect.center().y() + 1);
    words.setRight(words.right() - opened_.side() - theme_.px(6));
  }
  const QString text = QFontMetrics(font).elidedText(index.data(Qt::DisplayRole).toString(), Qt::ElideRight, words.width());
  painter.drawText(words, Qt::AlignLeft | Qt::AlignVCenter, text);
}

}  // namespace cleartext::gui
