// Paints a row of the notebook.
#include "gui/notebook/notebook_delegate.h"

#include <QPainter>
#include <QPainterPath>
#include <QTextLayout>
#include <cmath>

#include "gui/notebook/notebook_model.h"

namespace cleartext::gui {
namespace {

NotebookModel::Kind kind_of(const QModelIndex& index) { return static_cast<NotebookModel::Kind>(index.data(NotebookModel::kind_role).toInt()); }

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

bool is_note(NotebookModel::Kind kind) { return kind != NotebookModel::Kind::heading && kind != NotebookModel::Kind::weakness; }

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
  if (kind == NotebookModel::Kind::heading) return theme_.words(Theme::Size::small, true);
  return theme_.words_px(kind == NotebookModel::Kind::weakness ? 12.8 : 13);
}

QSize NotebookDelegate::sizeHint(const QStyleOptionViewItem&, const QModelIndex& index) const {
  const auto kind = kind_of(index);
  const QString head = index.data(NotebookModel::head_role).toString(), meta = index.data(NotebookModel::meta_role).toString();
  if (kind == NotebookModel::Kind::heading) return {width_, theme_.px(33)};
  if (kind == NotebookModel::Kind::weakness) return {width_, text_height(head_font(index), width_ - theme_.px(44), head) + theme_.px(10)};
  const int inner = width_ - theme_.px(24 + 25);
  const QString secret = index.data(NotebookModel::secret_role).toString();
  int height = text_height(head_font(index), inner, secret.isEmpty() ? head : head + QStringLiteral("  ") + secret);
  height += text_height(theme_.words_px(12), inner, meta) + theme_.px(2);
  return {width_, height + theme_.px(18 + 9)};
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
    painter->setFont(head_font(index));
    painter->setPen(theme_.color(Ink::soft));
    painter->drawText(option.rect.adjusted(theme_.px(16), 0, 0, -theme_.px(6)), Qt::AlignLeft | Qt::AlignBottom, index.data().toString());
  }
  painter->restore();
}

void NotebookDelegate::paint_note(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const QRectF frame = QRectF(option.rect).adjusted(theme_.px(12) + 0.5, 0.5, -theme_.px(12) - 0.5, -theme_.px(9) - 0.5);
  const bool selected = index.data(NotebookModel::selected_role).toBool();
  const bool focus = option.state.testFlag(QStyle::State_HasFocus);
  const bool usable = kind_of(index) == NotebookModel::Kind::credential;
  QPainterPath shape;
  shape.addRoundedRect(frame, 9, 9);
  painter->fillPath(shape, theme_.color(selected ? Ink::selection : Ink::card));
  painter->setPen(QPen(theme_.color(focus ? Ink::ink : option.state.testFlag(QStyle::State_MouseOver) ? Ink::faint : Ink::line), 1));
  painter->setBrush(Qt::NoBrush);
  painter->drawPath(shape);
  painter->setClipPath(shape);
  painter->fillRect(QRectF(frame.left(), frame.top(), theme_.px(3), frame.height()), theme_.color(usable ? Ink::eve : selected ? Ink::ink : Ink::line));
  painter->setClipping(false);
  const QRect inner = frame.adjusted(theme_.px(14), theme_.px(9), -theme_.px(11), -theme_.px(9)).toRect();
  paint_head(painter, inner, index);
  const QFont small = theme_.words_px(12);
  const QString meta = index.data(NotebookModel::meta_role).toString();
  const int height = text_height(small, inner.width(), meta);
  painter->setFont(small);
  painter->setPen(theme_.color(selected ? Ink::ink : Ink::soft));
  draw_wrapped(painter, QRect(inner.left(), inner.bottom() - height + 1, inner.width(), height), meta);
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
  painter->setPen(theme_.color(index.data(NotebookModel::selected_role).toBool() ? Ink::ink : Ink::eve));
  painter->drawText(at.adjusted(after, 0, 0, 0), Qt::AlignLeft | Qt::AlignTop, secret);
}

void NotebookDelegate::paint_weakness(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const {
  const bool selected = index.data(NotebookModel::selected_role).toBool();
  if (selected || option.state.testFlag(QStyle::State_HasFocus)) {
    painter->setPen(selected ? QPen(Qt::NoPen) : QPen(theme_.color(Ink::ink), 1));
    painter->setBrush(selected ? QBrush(theme_.color(Ink::selection)) : QBrush(Qt::NoBrush));
    painter->drawRoundedRect(QRectF(option.rect).adjusted(theme_.px(6), 0.5, -theme_.px(6), -theme_.px(4)), 7, 7);
  }
  const QRect text = option.rect.adjusted(theme_.px(28), theme_.px(3), -theme_.px(16), -theme_.px(7));
  painter->setFont(theme_.words_px(12.8, true));
  painter->setPen(theme_.color(selected ? Ink::ink : Ink::eve));
  painter->drawText(QRect(option.rect.left() + theme_.px(14), text.top(), theme_.px(10), text.height()), Qt::AlignHCenter | Qt::AlignTop, QStringLiteral("!"));
  painter->setFont(head_font(index));
  painter->setPen(theme_.color(selected ? Ink::ink : Ink::soft));
  draw_wrapped(painter, text, index.data().toString());
}

}  // namespace cleartext::gui
