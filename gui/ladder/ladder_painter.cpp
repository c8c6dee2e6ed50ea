// Words stand above their arrow. What is folded is thicker and softer than a line; what only keys opened carries the lock.
#include "gui/ladder/ladder_painter.h"

#include <algorithm>
#include <cmath>

#include "gui/map/map_pictures.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr double row_room = 32, head_room = 84, picture_room = 47, least_rows = 4, time_width = 62, least_step = 96, side_room = 64,
                 words_room = 8, name_gap = 8;

bool is_folded(LadderKind kind) { return kind == LadderKind::content || kind == LadderKind::data; }

}  // namespace

LadderPainter::LadderPainter(const Theme& theme, const Ladder& ladder, double zoom, double width, double height)
    : theme_(theme), ladder_(ladder), opened_(theme), zoom_(zoom) {
  row_ = px(row_room);
  low_ = height > 0 && height < px(head_room) + least_rows * row_;
  head_ = px(low_ ? head_room - picture_room : head_room);
  margin_ = px(time_width + side_room);
  const double gaps = std::max(1.0, static_cast<double>(ladder.lifelines.size()) - 1);
  step_ = std::max(px(least_step), (width - margin_ - px(side_room)) / gaps);
  width_ = margin_ + gaps * step_ + px(side_room);
}

double LadderPainter::whole_width() const {
  const QFontMetricsF said(mono(12)), told(words(12));
  double step = 0;
  for (const LadderRow& row : ladder_.rows) {
    if (row.from == row.to) continue;
    const double lock = row.opened ? opened_.side() + px(5) : 0;
    const double wide = (row.kind == LadderKind::line ? said : told).horizontalAdvance(row.text) + lock + 2 * px(words_room);
    step = std::max(step, std::ceil(wide / std::abs(row.to - row.from)) + 1);
  }
  return std::max(width_, width_ + (step - step_) * std::max(1.0, static_cast<double>(ladder_.lifelines.size()) - 1));
}

double LadderPainter::x_of(int lifeline) const { return margin_ + lifeline * step_; }

QColor LadderPainter::color_of(const LadderRow& row) const { return theme_.color(row.from_client ? Ink::client : Ink::server); }

void LadderPainter::paint_head(QPainter& painter) const {
  for (std::size_t i = 0; i < ladder_.lifelines.size(); ++i) {
    const Lifeline& one = ladder_.lifelines[i];
    const double x = x_of(static_cast<int>(i)), top = px(low_ ? 51 - picture_room : 51);
    if (!low_) paint_picture(painter, i);
    const double room = step_ - px(name_gap);
    const auto write = [&](const QString& said, double y, double height) {
      painter.drawText(QRectF(x - room / 2, y, room, height), Qt::AlignCenter,
                       QFontMetricsF(painter.font()).elidedText(said, Qt::ElideMiddle, room));
    };
    const auto [name, beneath, is_address] = head_of(one);
    painter.setFont(words(is_address ? 13 : 12, true));
    painter.setPen(theme_.color(Ink::ink));
    write(name, top, px(17));
    if (is_address) {
      painter.setFont(words(11));
      painter.setPen(theme_.color(Ink::soft));
    }
    write(beneath, top + px(15), px(16));
  }
}

void LadderPainter::paint_picture(QPainter& painter, std::size_t lifeline) const {
  const QPointF at(x_of(static_cast<int>(lifeline)), px(28));
  const double scale = px(0.62);
  const wire::Host* host = host_of(ladder_.lifelines[lifeline].host);
  const bool serves = std::any_of(ladder_.rows.begin(), ladder_.rows.end(), [lifeline](const LadderRow& row) {
    return row.kind == LadderKind::line && (row.from_client ? row.to : row.from) == static_cast<int>(lifeline);
  });
  if (host != nullptr)
    paint_machine(painter, theme_, host->role, at, scale);
  else
    paint_guest(painter, theme_, serves ? GuestKind::other : GuestKind::client, at, scale);
}

// A name that is too long stands on two rows; its address has no room then.
LadderPainter::Head LadderPainter::head_of(const Lifeline& lifeline) const {
  if (lifeline.address == lifeline.name) return {lifeline.name, {}, true};
  const qsizetype dot = lifeline.name.indexOf(QLatin1Char('.'));
  const bool narrow = QFontMetricsF(words(13, true)).horizontalAdvance(lifeline.name) > step_ - px(name_gap);
  if (narrow && dot > 0) return {lifeline.name.left(dot + 1), lifeline.name.mid(dot + 1), false};
  return {lifeline.name, lifeline.address, true};
}

void LadderPainter::paint_rows(QPainter& painter, std::size_t first, std::size_t last, double top, int selected) const {
  last = std::min(last, ladder_.rows.size());
  const double foot = top + row_ * static_cast<double>(last - std::min(first, last)) + (last == ladder_.rows.size() ? row_ / 2 : 0);
  if (selected >= static_cast<int>(first) && selected < static_cast<int>(last)) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme_.color(Ink::selection));
    painter.drawRect(QRectF(0, top + row_ * (selected - static_cast<double>(first)), width_, row_));
  }
  QPen life(theme_.color(Ink::line), std::max(1.0, px(1.6)));
  painter.setPen(life);
  for (std::size_t i = 0; i < ladder_.lifelines.size(); ++i)
    painter.drawLine(QPointF(x_of(static_cast<int>(i)), top), QPointF(x_of(static_cast<int>(i)), foot));
  for (std::size_t i = first; i < last; ++i) paint_row(painter, ladder_.rows[i], top + row_ * static_cast<double>(i - first));
}

void LadderPainter::paint_row(QPainter& painter, const LadderRow& row, double top) const {
  const double y = top + row_ - px(9);
  painter.setFont(mono(11));
  painter.setPen(theme_.color(Ink::soft));
  painter.drawText(QRectF(0, top, px(time_width - 8), row_ - px(2)), Qt::AlignRight | Qt::AlignBottom,
                   QString::number(static_cast<double>(row.time_ns - ladder_.begin_ns) / 1e9, 'f', 3));
  switch (row.kind) {
    case LadderKind::opening: paint_handshake(painter, row, y); break;
    case LadderKind::line:
    case LadderKind::content:
    case LadderKind::data: paint_arrow(painter, row, y); break;
    case LadderKind::closing:
    case LadderKind::breaking: paint_end(painter, row, y); break;
  }
  const bool said = row.kind == LadderKind::line;
  const double left = std::min(x_of(row.from), x_of(row.to)) + px(words_room),
               right = std::max(x_of(row.from), x_of(row.to)) - px(words_room);
  painter.setFont(said ? mono(12) : words(12));
  painter.setPen(said ? color_of(row) : theme_.color(Ink::soft));
  const double lock = row.opened ? opened_.side() + px(5) : 0;
  const QString text = QFontMetricsF(painter.font()).elidedText(row.text, Qt::ElideRight, right - left - lock);
  painter.drawText(QRectF(left, top, right - left - lock, row_ - px(12)), Qt::AlignHCenter | Qt::AlignBottom, text);
  if (row.opened) opened_.paint_lock(painter, static_cast<int>(right), static_cast<int>(y - px(10)));
}

void LadderPainter::paint_arrow(QPainter& painter, const LadderRow& row, double y) const {
  const double from = x_of(row.from), to = x_of(row.to), way = to > from ? 1 : -1, head = px(7);
  QColor color = color_of(row);
  if (is_folded(row.kind)) {
    QColor wide = color;
    wide.setAlphaF(row.kind == LadderKind::data ? 0.35F : 0.22F);
    painter.setPen(QPen(wide, px(row.kind == LadderKind::data ? 9 : 6), Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(from + way * px(3), y), QPointF(to - way * (head + px(2)), y));
  }
  painter.setPen(QPen(color, std::max(1.0, px(1.6))));
  painter.drawLine(QPointF(from + way * px(3), y), QPointF(to - way * px(3), y));
  painter.setPen(Qt::NoPen);
  painter.setBrush(color);
  painter.drawPolygon(
      QPolygonF({{to - way * px(2), y}, {to - way * (head + px(3)), y - head * 0.6}, {to - way * (head + px(3)), y + head * 0.6}}));
}

// SYN there, SYN-ACK back, ACK there: three dots on one way.
void LadderPainter::paint_handshake(QPainter& painter, const LadderRow& row, double y) const {
  const double from = x_of(row.from), to = x_of(row.to), way = to > from ? 1 : -1;
  QPen pen(theme_.color(Ink::faint), std::max(1.0, px(1.4)), Qt::DashLine);
  painter.setPen(pen);
  painter.drawLine(QPointF(from + way * px(3), y), QPointF(to - way * px(3), y));
  const int dots = row.last_packet > row.packet ? 3 : 1;
  painter.setPen(QPen(theme_.color(Ink::soft), std::max(1.0, px(1.4))));
  painter.setBrush(theme_.color(Ink::card));
  for (int i = 0; i < dots; ++i) painter.drawEllipse(QPointF(from + way * px(16 + 12 * i), y), px(3.4), px(3.4));
}

void LadderPainter::paint_end(QPainter& painter, const LadderRow& row, double y) const {
  const double from = std::min(x_of(row.from), x_of(row.to)), to = std::max(x_of(row.from), x_of(row.to)), size = px(4);
  painter.setPen(QPen(theme_.color(Ink::faint), std::max(1.0, px(1.4)), Qt::DotLine));
  painter.drawLine(QPointF(from + px(3), y), QPointF(to - px(3), y));
  painter.setPen(QPen(theme_.color(Ink::soft), std::max(1.0, px(1.6))));
  for (const double x : {from, to}) {
    if (row.kind == LadderKind::closing) {
      painter.drawLine(QPointF(x - size * 1.6, y), QPointF(x + size * 1.6, y));
    } else {
      painter.drawLine(QPointF(x - size, y - size), QPointF(x + size, y + size));
      painter.drawLine(QPointF(x - size, y + size), QPointF(x + size, y - size));
    }
  }
}

}  // namespace cleartext::gui
