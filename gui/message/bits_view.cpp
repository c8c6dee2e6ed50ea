// Rows of one group, from above: letters, numbers, bits, brackets, hex, characters.
#include "gui/message/bits_view.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainter>
#include <QScrollBar>
#include <algorithm>

namespace cleartext::gui {
namespace {

constexpr int letter_height = 24, number_height = 15, bits_height = 18, bracket_height = 9, hex_height = 17, character_height = 22,
              gap = 20;

QString character_of(std::uint8_t byte) {
  if (byte == 0) return QStringLiteral("NUL");
  if (byte == '\r') return QStringLiteral("CR");
  if (byte == '\n') return QStringLiteral("LF");
  if (byte == ' ') return QStringLiteral("␣");
  return byte > 0x20 && byte < 0x7f ? QString(QLatin1Char(static_cast<char>(byte))) : QStringLiteral("·");
}

QString hex(std::uint8_t byte) { return QStringLiteral("%1").arg(byte, 2, 16, QLatin1Char('0')); }

}  // namespace

BitsView::BitsView(Theme& theme, QWidget* parent) : QAbstractScrollArea(parent), theme_(theme) {
  setFrameShape(QFrame::NoFrame);
  setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  setFocusPolicy(Qt::StrongFocus);
  setAccessibleName(tr("Base64, step by step"));
  setAccessibleDescription(tr("Arrow keys go from one group of four letters to the next and select it on the wire."));
  connect(&theme, &Theme::changed, this, &BitsView::lay_out);
  lay_out();
}

void BitsView::show_text(std::string text, Ink letters) {
  text_ = std::move(text);
  letters_ = letters;
  groups_ = findings::base64_groups(text_, most_groups);
  chosen_ = -1;
  verticalScrollBar()->setValue(0);
  lay_out();
}

void BitsView::mark(std::uint32_t place, std::uint32_t length) {
  const auto holds = [&](const findings::Base64Group& group) {
    return length > 0 && group.places[0] < place + length && group.places[static_cast<std::size_t>(group.letter_count - 1)] >= place;
  };
  const bool still =
      chosen_ >= 0 && static_cast<std::size_t>(chosen_) < groups_.size() && holds(groups_[static_cast<std::size_t>(chosen_)]);
  if (still) return;
  const auto found = std::find_if(groups_.begin(), groups_.end(), holds);
  chosen_ = found == groups_.end() ? -1 : static_cast<int>(found - groups_.begin());
  if (chosen_ >= 0) reveal(chosen_);
  viewport()->update();
}

void BitsView::lay_out() {
  bit_ = std::max(theme_.px(7.5), QFontMetrics(theme_.mono_px(11)).horizontalAdvance(QLatin1Char('0')) + 1);
  margin_ = theme_.px(14);
  group_width_ = 24 * bit_ + theme_.px(gap);
  group_height_ = theme_.px(letter_height + number_height + bits_height + bracket_height + hex_height + character_height + gap);
  columns_ = std::max(1, (viewport()->width() - 2 * margin_ + theme_.px(gap)) / group_width_);
  const int rows = (static_cast<int>(groups_.size()) + columns_ - 1) / columns_;
  verticalScrollBar()->setSingleStep(group_height_ / 3);
  verticalScrollBar()->setPageStep(viewport()->height());
  verticalScrollBar()->setRange(0, std::max(0, rows * group_height_ + margin_ - viewport()->height()));
  viewport()->update();
}

void BitsView::resizeEvent(QResizeEvent*) { lay_out(); }

QRect BitsView::place_of(std::size_t group) const {
  const int number = static_cast<int>(group);
  return {margin_ + number % columns_ * group_width_, margin_ / 2 + number / columns_ * group_height_ - verticalScrollBar()->value(),
          24 * bit_, group_height_ - theme_.px(gap)};
}

int BitsView::group_at(const QPoint& point) const {
  const int column = (point.x() - margin_) / std::max(1, group_width_),
            row = (point.y() - margin_ / 2 + verticalScrollBar()->value()) / std::max(1, group_height_);
  const int group = row * columns_ + column;
  const bool inside = point.x() >= margin_ && column < columns_ && row >= 0 && group < static_cast<int>(groups_.size());
  return inside ? group : -1;
}

QString BitsView::told(std::size_t number) const {
  const findings::Base64Group& group = groups_[number];
  QStringList letters, values, bytes;
  for (int i = 0; i < group.letter_count; ++i) {
    letters << QString(QLatin1Char(group.letters[static_cast<std::size_t>(i)]));
    if (group.values[static_cast<std::size_t>(i)] >= 0) values << QString::number(group.values[static_cast<std::size_t>(i)]);
  }
  for (int i = 0; i < group.byte_count; ++i) bytes << hex(group.bytes[static_cast<std::size_t>(i)]);
  return tr("Letters %1, numbers %2, bytes %3")
      .arg(letters.join(QLatin1Char(' ')), values.join(QLatin1Char(' ')), bytes.join(QLatin1Char(' ')));
}

void BitsView::reveal(int group) {
  const int top = group / columns_ * group_height_, value = verticalScrollBar()->value();
  if (top < value) verticalScrollBar()->setValue(top);
  if (top + group_height_ > value + viewport()->height()) verticalScrollBar()->setValue(top + group_height_ - viewport()->height());
}

void BitsView::choose(int group) {
  if (group < 0 || group >= static_cast<int>(groups_.size())) return;
  chosen_ = group;
  reveal(group);
  const findings::Base64Group& one = groups_[static_cast<std::size_t>(group)];
  const std::uint32_t end = one.places[static_cast<std::size_t>(one.letter_count - 1)] + 1;
  setAccessibleDescription(told(static_cast<std::size_t>(group)));
  viewport()->update();
  Q_EMIT letters_chosen(one.places[0], end - one.places[0]);
}

void BitsView::mousePressEvent(QMouseEvent* event) {
  if (event->button() == Qt::LeftButton) choose(group_at(event->pos()));
}

void BitsView::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left: return choose(chosen_ - 1);
    case Qt::Key_Right: return choose(chosen_ + 1);
    case Qt::Key_Up: return choose(chosen_ - columns_);
    case Qt::Key_Down: return choose(chosen_ < 0 ? 0 : chosen_ + columns_);
    case Qt::Key_Home: return choose(0);
    case Qt::Key_End: return choose(static_cast<int>(groups_.size()) - 1);
    default: return QAbstractScrollArea::keyPressEvent(event);
  }
}

void BitsView::paintEvent(QPaintEvent*) {
  QPainter painter(viewport());
  painter.setRenderHint(QPainter::Antialiasing);
  const int first = verticalScrollBar()->value() / std::max(1, group_height_) * columns_;
  const int last = std::min(static_cast<int>(groups_.size()), first + (viewport()->height() / std::max(1, group_height_) + 2) * columns_);
  for (int group = first; group < last; ++group) {
    const QRect place = place_of(static_cast<std::size_t>(group));
    if (group == chosen_) {
      painter.setPen(Qt::NoPen);
      painter.setBrush(theme_.color(Ink::selection));
      painter.drawRoundedRect(place.adjusted(-theme_.px(6), -theme_.px(2), theme_.px(6), theme_.px(4)), 8, 8);
    }
    paint_group(painter, groups_[static_cast<std::size_t>(group)], place.topLeft());
  }
}

void BitsView::paint_group(QPainter& painter, const findings::Base64Group& group, const QPoint& corner) const {
  for (std::size_t i = 0; i < 4; ++i) paint_letter(painter, group, i, corner + QPoint(static_cast<int>(i) * 6 * bit_, 0));
  for (std::size_t i = 0; i < 3; ++i)
    paint_byte(painter, group, i, corner + QPoint(static_cast<int>(i) * 8 * bit_, theme_.px(letter_height + number_height + bits_height)));
}

void BitsView::paint_letter(QPainter& painter, const findings::Base64Group& group, std::size_t number, const QPoint& corner) const {
  const int width = 6 * bit_, value = group.values[number];
  const bool there = static_cast<int>(number) < group.letter_count;
  painter.setFont(theme_.mono_px(15, true));
  painter.setPen(theme_.color(value >= 0 ? letters_ : Ink::soft));
  if (there)
    painter.drawText(QRect(corner, QSize(width, theme_.px(letter_height))), Qt::AlignCenter, QString(QLatin1Char(group.letters[number])));
  painter.setFont(theme_.words_px(11));
  painter.setPen(theme_.color(Ink::soft));
  if (there)
    painter.drawText(QRect(corner + QPoint(0, theme_.px(letter_height)), QSize(width, theme_.px(number_height))), Qt::AlignCenter,
                     value >= 0 ? QString::number(value) : tr("nothing"));
  painter.setFont(theme_.mono_px(11));
  painter.setPen(theme_.color(value >= 0 ? Ink::ink : Ink::faint));
  const int top = corner.y() + theme_.px(letter_height + number_height);
  for (int bit = 0; bit < 6; ++bit) {
    const QString shown = value < 0 ? QStringLiteral("·") : (value >> (5 - bit) & 1) != 0 ? QStringLiteral("1") : QStringLiteral("0");
    painter.drawText(QRect(corner.x() + bit * bit_, top, bit_, theme_.px(bits_height)), Qt::AlignCenter, shown);
  }
  if (number == 0) return;
  painter.setPen(QPen(theme_.color(Ink::line), 1));
  painter.drawLine(corner.x(), corner.y() + theme_.px(4), corner.x(), top + theme_.px(bits_height) - 2);
}

void BitsView::paint_byte(QPainter& painter, const findings::Base64Group& group, std::size_t number, const QPoint& corner) const {
  const int width = 8 * bit_, left = corner.x() + 2, right = corner.x() + width - 2, foot = corner.y() + theme_.px(bracket_height) - 3;
  if (static_cast<int>(number) >= group.byte_count) return;
  painter.setPen(QPen(theme_.color(Ink::faint), 1.2));
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(QPolygon({QPoint(left, corner.y()), QPoint(left, foot), QPoint(right, foot), QPoint(right, corner.y())}));
  const std::uint8_t byte = group.bytes[number];
  painter.setFont(theme_.mono_px(11));
  painter.setPen(theme_.color(Ink::soft));
  painter.drawText(QRect(corner + QPoint(0, theme_.px(bracket_height)), QSize(width, theme_.px(hex_height))), Qt::AlignCenter, hex(byte));
  const QString shown = character_of(byte);
  painter.setFont(theme_.mono_px(shown.size() > 1 ? 11 : 15, true));
  painter.setPen(theme_.color(byte > 0x20 && byte < 0x7f ? Ink::ink : Ink::soft));
  painter.drawText(QRect(corner + QPoint(0, theme_.px(bracket_height + hex_height)), QSize(width, theme_.px(character_height))),
                   Qt::AlignCenter, shown);
}

}  // namespace cleartext::gui
