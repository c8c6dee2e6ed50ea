// Paints a row of the notebook.
#include "gui/notebook/notebook_delegate.h"

#include <QAbstractItemView>
#include <QHelpEvent>
#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <QToolTip>
#include <cmath>

#include "gui/notebook/hop_chips.h"
#include "gui/notebook/notebook_model.h"
#include "gui/notebook/notebook_words.h"

namespace cleartext::gui {
namespace {

NotebookModel::Kind kind_of(const QModelIndex& index) {
  return static_cast<NotebookModel::Kind>(index.data(NotebookModel::kind_role).toInt());
}

// Between words where that is possible, inside one where it is not: addresses may be long.
double lay_out(QTextLayout& layout, int width) {
  QTextOption option;
  option.setWrapMode(QTextOption::WrapAtWordBoundaryOrAnywhere);
  layout.setTextOption(option);
  layout.beginLayout();
  double height = 0;
  for (QTextLine line = layout.createLine(); line.isValid(); line = layout.createLine()) {
    line.setLineWidth(width);
    line.setPosition({0, height});
    height += line.height() + 1;
  }
  layout.endLayout();
  return height;
}

bool is_heading(NotebookModel::Kind kind) { return kind == NotebookModel::Kind::heading || kind == NotebookModel::Kind::opened_heading; }
bool is_note(NotebookModel::Kind kind) { return !is_heading(kind) && kind != NotebookModel::Kind::weakness; }

}  // namespace

int NotebookDelegate::text_height(const QFont& font, int width, const QString& text) const {
  QTextLayout layout(text, font);
  return static_cast<int>(std::ceil(lay_out(layout, std::max(40, width))));
}

void NotebookDelegate::draw_wrapped(QPainter* painter, const QRect& at, const QString& text) const {
  QTextLayout layout(text, painter->font());
  lay_out(layout, std::max(40, at.width()));
  layout.draw(painter, at.topLeft());
}

QFont NotebookDelegate::head_font(const QModelIndex& index) const {
  const auto kind = kind_of(index);
  if (kind == NotebookModel::Kind::credential) return theme_.mono_px(13, true);
  if (is_heading(kind)) return theme_.words(Theme::Size::small, true);
  return theme_.words_px(kind == NotebookModel::Kind::weakness ? 12.8 : 13);
}

QRect NotebookDelegate::inside(const QRect& row) const {
  return row.adjusted(theme_.px(12) + theme_.px(14), theme_.px(9), -theme_.px(12) - theme_.px(11), -theme_.px(9) - theme_.px(9));
}

int NotebookDelegate::head_height(const QModelIndex& index, int width) const {
  const QString head = index.data(NotebookModel::head_role).toString(), secret = index.data(NotebookModel::secret_role).toString();
  return text_height(head_font(index), width, secret.isEmpty() ? head : head + QStringLiteral("  ") + secret);
}

QSize NotebookDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
  const auto kind = kind_of(index);
  if (is_heading(kind)) return {width_, theme_.px(33)};
  if (kind == NotebookModel::Kind::weakness) {
    const int words = text_height(head_font(index), width_ - pill_width() - theme_.px(42), index.data(NotebookModel::head_role).toString());
    return {width_, std::max(words, QFontMetrics(theme_.words_px(11, true)).height() + theme_.px(4)) + theme_.px(12)};
  }
  const QRect inner = inside(QRect(0, 0, width_, theme_.px(200)));
  int height = theme_.px(200) - inner.height() + head_height(index, inner.width());
  height += text_height(theme_.words_px(12), inner.width(), index.data(NotebookModel::meta_role).toString()) + theme_.px(2);
  height += opened_height(index);
  height += HopChips(theme_, index.data(NotebookModel::hops_role).toStringList(), inner.width()).height();
  return {width_, height};
}

int NotebookDelegate::opened_height(const QModelIndex& index) const {
  return index.data(NotebookModel::opened_role).toBool() ? opened_.height() + theme_.px(4) : 0;
}

int NotebookDelegate::hop_at(const QRect& row, const QModelIndex& index, const QPoint& point) const {
  const QRect inner = inside(row);
  const HopChips chips(theme_, index.data(NotebookModel::hops_role).toStringList(), inner.width());
  return chips.height() == 0 ? -1 : chips.at(point - QPoint(inner.left(), inner.bottom() + 1 - chips.height()));
}

bool NotebookDelegate::helpEvent(QHelpEvent* event, QAbstractItemView* view, const QStyleOptionViewItem& option, const QModelIndex& index) {
  const int hop = index.isValid() ? hop_at(option.rect, index, event->pos()) : -1;
  if (event->type() != QEvent::ToolTip || hop < 0) return QStyledItemDelegate::helpEvent(event, view, option, index);
  QToolTip::showText(event->globalPos(), index.data(NotebookModel::hop_details_role).toStringList().value(hop), view);
  return true;
}

void NotebookDelegate::paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  painter->save();
  painter->setRenderHint(QPainter::Antialiasing);
  const auto kind = kind_of(index);
  if (is_note(kind)) {
    paint_note(painter, option, index);
  } else if (kind == NotebookModel::Kind::weakness) {
    paint_weakness(painter, option, index);
  } else {
    paint_heading(*painter, option.rect, index);
  }
  painter->restore();
}

void NotebookDelegate::paint_heading(QPainter& painter, const QRect& row, const QModelIndex& index) const {
  const bool opened = kind_of(index) == NotebookModel::Kind::opened_heading;
  QRect words = row.adjusted(theme_.px(16), 0, -theme_.px(12), -theme_.px(6));
  painter.setFont(head_font(index));
  painter.setPen(theme_.color(opened ? Ink::good : Ink::soft));
  if (opened) {
    opened_.paint_lock(painter, words.left() + opened_.side(), words.bottom() - QFontMetrics(painter.font()).height() / 2 + 1);
    words.setLeft(words.left() + opened_.side() + theme_.px(6));
  }
  painter.drawText(words, Qt::AlignLeft | Qt::AlignBottom,
                   QFontMetrics(painter.font()).elidedText(index.data().toString(), Qt::ElideRight, words.width()));
}

void NotebookDelegate::paint_note(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const QRectF frame = QRectF(option.rect).adjusted(theme_.px(12) + 0.5, 0.5, -theme_.px(12) - 0.5, -theme_.px(9) - 0.5);
  const bool selected = index.data(NotebookModel::selected_role).toBool();
  const bool focus = option.state.testFlag(QStyle::State_HasFocus);
  const bool opened = index.data(NotebookModel::opened_role).toBool();
  const bool usable = kind_of(index) == NotebookModel::Kind::credential;
  QPainterPath shape;
  shape.addRoundedRect(frame, 9, 9);
  painter->fillPath(shape, theme_.color(selected ? Ink::selection : Ink::card));
  painter->setPen(QPen(theme_.color(focus ? Ink::ink : option.state.testFlag(QStyle::State_MouseOver) ? Ink::faint : Ink::line), 1));
  painter->setBrush(Qt::NoBrush);
  painter->drawPath(shape);
  painter->setClipPath(shape);
  painter->fillRect(QRectF(frame.left(), frame.top(), theme_.px(3), frame.height()), theme_.color(opened     ? Ink::good
                                                                                                  : usable   ? Ink::eve
                                                                                                  : selected ? Ink::ink
                                                                                                             : Ink::line));
  painter->setClipping(false);
  const QRect inner = inside(option.rect);
  paint_head(painter, inner, index);
  const QString meta = index.data(NotebookModel::meta_role).toString();
  painter->setFont(theme_.words_px(12));
  painter->setPen(theme_.color(selected ? Ink::ink : Ink::soft));
  draw_wrapped(painter, inner.adjusted(0, head_height(index, inner.width()) + theme_.px(2), 0, 0), meta);
  const HopChips chips(theme_, index.data(NotebookModel::hops_role).toStringList(), inner.width());
  if (opened)
    opened_.paint(*painter, QRect(inner.left(), inner.bottom() + 1 - chips.height() - opened_.height(), inner.width(), opened_.height()));
  chips.paint(*painter, QPoint(inner.left(), inner.bottom() + 1 - chips.height()), index.data(NotebookModel::selected_hop_role).toInt(),
              selected);
}

void NotebookDelegate::paint_head(QPainter* painter, const QRect& at, const QModelIndex& index) const {
  const QString head = index.data(NotebookModel::head_role).toString(), secret = index.data(NotebookModel::secret_role).toString();
  const QFont font = head_font(index);
  painter->setFont(font);
  painter->setPen(theme_.color(Ink::ink));
  const QFontMetrics metrics(font);
  const int after = metrics.horizontalAdvance(head + QLatin1Char(' '));
  const bool fits = after + metrics.horizontalAdvance(secret) <= at.width();
  if (secret.isEmpty() || !fits) {
    // A very long name or secret wraps as one text; the colour gives way to being readable.
    draw_wrapped(painter, at, secret.isEmpty() ? head : head + QStringLiteral("  ") + secret);
    return;
  }
  painter->drawText(at, Qt::AlignLeft | Qt::AlignTop, head);
  painter->setPen(theme_.color(index.data(NotebookModel::selected_role).toBool() ? Ink::ink
                               : index.data(NotebookModel::opened_role).toBool() ? Ink::good
                                                                                 : Ink::eve));
  painter->drawText(at.adjusted(after, 0, 0, 0), Qt::AlignLeft | Qt::AlignTop, secret);
}

void NotebookDelegate::paint_weakness(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const bool selected = index.data(NotebookModel::selected_role).toBool();
  if (selected || option.state.testFlag(QStyle::State_HasFocus)) {
    painter->setPen(selected ? QPen(Qt::NoPen) : QPen(theme_.color(Ink::ink), 1));
    painter->setBrush(selected ? QBrush(theme_.color(Ink::selection)) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(option.rect).adjusted(theme_.px(6), 0.5, -theme_.px(6), -theme_.px(4)), 7, 7);
  }
  const int pill = pill_width();
  const QRect text = option.rect.adjusted(theme_.px(14) + pill + theme_.px(10), theme_.px(4), -theme_.px(16), -theme_.px(7));
  paint_pill(painter,
             QRect(option.rect.left() + theme_.px(14), text.top(), pill, QFontMetrics(theme_.words_px(11, true)).height() + theme_.px(4)),
             index.data(NotebookModel::severity_role).toString());
  painter->setFont(head_font(index));
  painter->setPen(theme_.color(Ink::ink));
  draw_wrapped(painter, text, index.data().toString());
}

// As wide as the widest of the three words, so that the sentences stand in one column.
int NotebookDelegate::pill_width() const {
  const QFontMetrics metrics(theme_.words_px(11, true));
  int widest = 0;
  for (const char* severity : {"high", "medium", "low"}) widest = std::max(widest, metrics.horizontalAdvance(severity_words(severity)));
  return widest + theme_.px(14);
}

// The graver, the fuller; the word says it without the colour.
void NotebookDelegate::paint_pill(QPainter* painter, const QRect& at, const QString& severity) const {
  const bool high = severity == QLatin1String("high"), medium = severity == QLatin1String("medium");
  painter->setPen(QPen(theme_.color(high || medium ? Ink::eve : Ink::faint), 1));
  painter->setBrush(theme_.color(high ? Ink::eve : medium ? Ink::eve_wash : Ink::card));
  painter->drawRoundedRect(QRectF(at).adjusted(0.5, 0.5, -0.5, -0.5), at.height() / 2.0, at.height() / 2.0);
  painter->setPen(theme_.color(high ? Ink::card : medium ? Ink::eve : Ink::soft));
  painter->setFont(theme_.words_px(11, true));
  painter->drawText(at, Qt::AlignCenter, severity_words(severity.toStdString()));
}

}  // namespace cleartext::gui
