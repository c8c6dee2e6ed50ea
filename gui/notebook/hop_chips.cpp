#include "gui/notebook/hop_chips.h"

#include <QCoreApplication>

namespace cleartext::gui {
namespace {

QFont font_of(const Theme& theme) { return theme.words_px(11.5); }

}  // namespace

HopChips::HopChips(const Theme& theme, const QStringList& hops, int width) : theme_(theme), hops_(hops) {
  if (hops.size() < 2) return;
  intro_ = QCoreApplication::translate("Notebook", "Seen %1 times").arg(hops.size());
  const QFontMetrics metrics(font_of(theme));
  const int tall = metrics.height() + theme.px(5), arrow = theme.px(16), line = tall + theme.px(4);
  int x = metrics.horizontalAdvance(intro_) + theme.px(8), y = theme.px(5);
  for (qsizetype i = 0; i < hops.size(); ++i) {
    const int wide = metrics.horizontalAdvance(hops[i]) + theme.px(14), before = i == 0 ? 0 : arrow;
    if (x > 0 && x + before + wide > width) {
      x = 0;
      y += line;
    }
    const int left = x + (i == 0 ? 0 : arrow);
    chips_.emplace_back(left, y, std::min(wide, std::max(1, width - left)), tall);
    x = left + wide;
  }
  height_ = y + tall;
}

int HopChips::at(const QPoint& point) const {
  for (std::size_t i = 0; i < chips_.size(); ++i)
    if (chips_[i].contains(point)) return static_cast<int>(i);
  return -1;
}

void HopChips::paint(QPainter& painter, const QPoint& top_left, int selected, bool on_band) const {
  if (chips_.empty()) return;
  painter.save();
  painter.translate(top_left);
  painter.setFont(font_of(theme_));
  painter.setPen(theme_.color(on_band ? Ink::ink : Ink::soft));
  painter.drawText(QRect(0, chips_.front().top(), theme_.px(200), chips_.front().height()), Qt::AlignLeft | Qt::AlignVCenter, intro_);
  for (std::size_t i = 0; i < chips_.size(); ++i) {
    const QRect& chip = chips_[i];
    const bool here = static_cast<int>(i) == selected;
    if (i > 0) {
      painter.setPen(theme_.color(on_band ? Ink::ink : Ink::soft));
      painter.drawText(QRect(chip.left() - theme_.px(16), chip.top(), theme_.px(16), chip.height()), Qt::AlignCenter, QStringLiteral("→"));
    }
    painter.setPen(QPen(theme_.color(here ? Ink::accent : Ink::line), 1));
    painter.setBrush(theme_.color(here ? Ink::accent : Ink::card));
    painter.drawRoundedRect(QRectF(chip).adjusted(0.5, 0.5, -0.5, -0.5), chip.height() / 2.0, chip.height() / 2.0);
    painter.setPen(theme_.color(here ? Ink::accent_text : Ink::ink));
    painter.drawText(chip, Qt::AlignCenter, hops_[static_cast<qsizetype>(i)]);
  }
  painter.restore();
}

}  // namespace cleartext::gui
