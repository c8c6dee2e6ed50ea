// Only rows on the screen are painted; a frame of 64 KiB costs what a small one does.
#include "gui/wire/hex_area.h"

#include <QPainter>
#include <QScrollBar>
#include <algorithm>

namespace cleartext::gui {
namespace {

constexpr double face = 11.6;

bool is_visible(std::byte byte) { return byte >= std::byte{0x20} && byte < std::byte{0x7f}; }

}  // namespace

int HexLayout::byte_at(const QPoint& point, std::uint32_t bytes) const {
  const int line = (point.y() - top) / row;
  if (point.y() < top || line >= rows(bytes)) return -1;
  int column = -1;
  const int hex = point.x() - hex_left(0) + character / 2, text = point.x() - text_left(0);
  if (hex >= 0 && hex < bytes_a_row * 3 * character) column = hex / (3 * character);
  if (text >= 0 && text < bytes_a_row * character) column = text / character;
  const int byte = line * bytes_a_row + column;
  return column < 0 || byte >= static_cast<int>(bytes) ? -1 : byte;
}

HexArea::HexArea(Theme& theme, QWidget* parent) : QAbstractScrollArea(parent), theme_(theme) {
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::StrongFocus);
  viewport()->setMouseTracking(true);
  setAccessibleName(tr("Bytes of the packet"));
  setAccessibleDescription(tr("Arrow keys move over the bytes, Enter selects the line that a byte belongs to, Ctrl+C copies."));
  connect(&theme, &Theme::changed, this, &HexArea::dress);
  dress();
}

void HexArea::dress() {
  const QFontMetricsF metrics(theme_.mono_px(face));
  layout_.character = static_cast<int>(std::lround(metrics.horizontalAdvance(QLatin1Char('0'))));
  layout_.row = std::max(theme_.px(18.8), static_cast<int>(metrics.height()) + 1);
  layout_.left = theme_.px(14);
  lay_out();
}

QSize HexArea::sizeHint() const { return {2 * layout_.left + HexLayout::columns(8) * layout_.character, layout_.row * 6}; }

void HexArea::lay_out() {
  layout_.fit(viewport()->width());
  const int height = layout_.rows(size()) * layout_.row + 2 * layout_.top;
  verticalScrollBar()->setPageStep(viewport()->height());
  verticalScrollBar()->setSingleStep(layout_.row);
  verticalScrollBar()->setRange(0, std::max(0, height - viewport()->height()));
  viewport()->update();
}

void HexArea::show_packet(const packet::Packet* packet, const Marked& marked) {
  const std::uint32_t number = packet == nullptr ? 0 : packet->number;
  const bool other = number != number_;
  bytes_ = packet == nullptr ? std::span<const std::byte>() : packet->decoded();
  if (other) fields_ = packet == nullptr ? std::vector<packet::Field>() : packet::fields(*packet);
  number_ = number;
  marked_ = marked;
  hovered_ = {};
  if (other || !marked.holds(cursor_)) cursor_ = marked.length > 0 ? marked.offset : 0;
  lay_out();
  if (other || marked.length > 0) scroll_to(marked.offset, 1);
}

void HexArea::resizeEvent(QResizeEvent*) {
  lay_out();
  if (marked_.length > 0) scroll_to(marked_.offset, 1);
}

void HexArea::scroll_to(std::uint32_t offset, int rows_above) {
  const int row = static_cast<int>(offset) / layout_.bytes_a_row;
  verticalScrollBar()->setValue(std::max(0, row - rows_above) * layout_.row);
}

QPoint HexArea::center_of(std::uint32_t offset) const {
  const int row = static_cast<int>(offset) / layout_.bytes_a_row, column = static_cast<int>(offset) % layout_.bytes_a_row;
  return {layout_.hex_left(column) + layout_.character, layout_.top + row * layout_.row + layout_.row / 2 - verticalScrollBar()->value()};
}

int HexArea::page_y(int viewport_y) const { return viewport_y + verticalScrollBar()->value(); }

void HexArea::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.fillRect(viewport()->rect(), theme_.color(Ink::card));
  painter.setFont(theme_.mono_px(face));
  painter.translate(0, -verticalScrollBar()->value());
  const int first = std::max(0, page_y(0) / layout_.row - 1);
  const int last = std::min(layout_.rows(size()) - 1, page_y(viewport()->height()) / layout_.row);
  for (int row = first; row <= last; ++row) paint_row(painter, row);
}

void HexArea::paint_band(QPainter& painter, int row, const Marked& range, const QColor& color) {
  const auto row_first = static_cast<std::uint32_t>(row * layout_.bytes_a_row);
  const std::uint32_t row_end = row_first + static_cast<std::uint32_t>(layout_.bytes_a_row);
  const std::uint32_t first = std::max(range.offset, row_first), end = std::min(range.offset + range.length, row_end);
  if (range.length == 0 || first >= end) return;
  const int from = static_cast<int>(first - row_first), to = static_cast<int>(end - row_first);
  const int y = layout_.top + row * layout_.row + 1, height = layout_.row - 2;
  painter.fillRect(layout_.hex_left(from), y, (3 * (to - from) - 1) * layout_.character, height, color);
  painter.fillRect(layout_.text_left(from), y, (to - from) * layout_.character, height, color);
}

void HexArea::paint_row(QPainter& painter, int row) {
  paint_band(painter, row, hovered_, theme_.color(Ink::line));
  paint_band(painter, row, marked_, theme_.color(Ink::selection));
  const int y = layout_.top + row * layout_.row;
  const auto put = [&](int x, const QString& text) {
    painter.drawText(QRect(x, y, layout_.character * 6, layout_.row), Qt::AlignLeft | Qt::AlignVCenter, text);
  };
  const auto first = static_cast<std::uint32_t>(row * layout_.bytes_a_row);
  painter.setPen(theme_.color(Ink::soft));
  put(layout_.left, QStringLiteral("%1").arg(first, 4, 16, QLatin1Char('0')));
  const std::uint32_t end = std::min(size(), first + static_cast<std::uint32_t>(layout_.bytes_a_row));
  for (std::uint32_t at = first; at < end; ++at) {
    const int column = static_cast<int>(at - first);
    painter.setPen(theme_.color(marked_.holds(at) ? Ink::ink : Ink::soft));
    const std::byte byte = bytes_[at];
    put(layout_.hex_left(column), QStringLiteral("%1").arg(std::to_integer<unsigned>(byte), 2, 16, QLatin1Char('0')));
    put(layout_.text_left(column), is_visible(byte) ? QString(QLatin1Char(std::to_integer<char>(byte))) : QStringLiteral("."));
    if (!hasFocus() || at != cursor_) continue;
    painter.setPen(theme_.color(Ink::ink));
    painter.drawRect(layout_.hex_left(column) - 2, y, 2 * layout_.character + 3, layout_.row - 1);
  }
}

}  // namespace cleartext::gui
