// Colours keep their meaning: what Eve can read is hers, what she cannot is green; blue and orange name the speaker.
#include "gui/wire/readable_plot.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <QPainterPath>
#include <algorithm>
#include <cmath>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr double most_entropy = 8;  // bits a byte
constexpr double column_pixels = 7;

QString side_words(std::size_t side) { return side == 0 ? ReadablePlot::tr("→ Client says") : ReadablePlot::tr("← Server says"); }
Ink side_ink(std::size_t side) { return side == 0 ? Ink::client : Ink::server; }

QString percent_words(double part) {
  return ReadablePlot::tr("%1 %").arg(QLocale().toString(part * 100, 'f', part > 0.995 || part == 0 ? 0 : 1));
}
QString bytes_words(double bytes) {
  return counted(static_cast<std::size_t>(std::llround(bytes)), ReadablePlot::tr("1 byte"), ReadablePlot::tr("%1 bytes"));
}

}  // namespace

ReadablePlot::ReadablePlot(Theme& theme, QWidget* parent) : Plot(theme, tr("Readable bytes and entropy over time"), parent) {}

void ReadablePlot::show_readable(const Readable& readable, const QString& title) {
  readable_ = readable;
  set_title(title);
  QStringList told{title};
  for (const std::size_t side : {0U, 1U}) {
    const findings::Share whole = readable.whole(side);
    if (whole.bytes == 0) continue;
    told << tr("%1: %2 of %3 readable, %4 bits a byte")
                .arg(side_words(side).mid(2), percent_words(static_cast<double>(whole.readable) / static_cast<double>(whole.bytes)),
                     bytes_words(static_cast<double>(whole.bytes)), QLocale().toString(whole.entropy, 'f', 1));
  }
  setAccessibleDescription(told.join(QStringLiteral(". ")));
  update();
}

QRectF ReadablePlot::lane(std::size_t side) const {
  const double words = QFontMetrics(small()).height(), left = theme_.px(58), right = theme_.px(52);
  const double top = words + theme_.px(16), bottom = 2 * words + theme_.px(12), title = words + theme_.px(6);
  const double tall = (height() - top - bottom - theme_.px(8)) / 2;
  return {left, top + static_cast<double>(side) * (tall + theme_.px(8)) + title, std::max(10.0, width() - left - right),
          std::max(10.0, tall - title)};
}

int ReadablePlot::columns() const { return std::max(8, static_cast<int>(lane(0).width() / theme_.px(column_pixels))); }

double ReadablePlot::time_at(double x) const {
  const QRectF here = lane(0);
  return std::clamp((x - here.left()) / here.width(), 0.0, 1.0) * readable_.axis.seconds;
}

QBrush ReadablePlot::hatch() const { return {theme_.color(Ink::good), Qt::BDiagPattern}; }

void ReadablePlot::paint(QPainter& painter) const {
  paint_legend(painter);
  for (const std::size_t side : {0U, 1U}) paint_lane(painter, side);
  for (const std::size_t side : {0U, 1U}) paint_silences(painter, theme_, lane(side), readable_.axis);
  paint_seconds(painter, theme_, lane(1), readable_.axis, tr("Seconds since the first byte"));
}

void ReadablePlot::paint_legend(QPainter& painter) const {
  const QFontMetrics metrics(small());
  const double side = theme_.px(11), middle = theme_.px(8) + metrics.height() / 2.0;
  double x = lane(0).left();
  const auto words = [&](const QString& text) {
    painter.setPen(theme_.color(Ink::ink));
    painter.drawText(QRectF(x, 0, width() - x, middle * 2), Qt::AlignLeft | Qt::AlignVCenter, text);
    x += metrics.horizontalAdvance(text) + theme_.px(16);
  };
  const QRectF box(0, middle - side / 2, side, side);
  painter.fillRect(box.translated(x, 0), theme_.color(Ink::eve));
  x += side + theme_.px(6);
  words(tr("readable"));
  painter.fillRect(box.translated(x, 0), theme_.color(Ink::good_wash));
  painter.fillRect(box.translated(x, 0), hatch());
  x += side + theme_.px(6);
  words(tr("not readable"));
  if (x + side * 1.8 + theme_.px(6) + metrics.horizontalAdvance(tr("entropy")) > width()) return;
  painter.setPen(QPen(theme_.color(Ink::ink), theme_.px(2)));
  painter.drawLine(QPointF(x, middle), QPointF(x + side * 1.8, middle));
  x += side * 1.8 + theme_.px(6);
  words(tr("entropy"));
  const QString chance = tr("random bytes: %1 % readable, 8 bits").arg(std::lround(readable_by_chance * 100));
  if (x + side * 2 + metrics.horizontalAdvance(chance) > width()) return;
  painter.setPen(QPen(theme_.color(Ink::soft), 1.2, Qt::DashLine));
  painter.drawLine(QPointF(x, middle), QPointF(x + side * 1.8, middle));
  x += side * 1.8 + theme_.px(6);
  words(chance);
}

void ReadablePlot::paint_axes(QPainter& painter, const QRectF& here) const {
  const QFontMetrics metrics(small());
  painter.fillRect(here, theme_.color(Ink::wash));
  const bool low = here.height() < 2 * metrics.height();  // then the words of one line would cover the next one's
  for (const double part : {0.0, 0.5, 1.0}) {
    const double y = here.bottom() - part * here.height();
    painter.setPen(QPen(theme_.color(Ink::line), 1));
    painter.drawLine(QPointF(here.left(), y), QPointF(here.right(), y));
    if (low && part < 1) continue;
    painter.setPen(theme_.color(Ink::soft));
    const QRectF left(0, y - metrics.height() / 2.0, here.left() - theme_.px(6), metrics.height());
    painter.drawText(left, Qt::AlignRight | Qt::AlignVCenter, tr("%1 %").arg(static_cast<int>(part * 100)));
    painter.drawText(left.translated(here.right() + theme_.px(6), 0), Qt::AlignLeft | Qt::AlignVCenter,
                     QString::number(part * most_entropy));
  }
  const auto upright = [&](double x, const QString& words) {
    painter.save();
    painter.translate(x, here.center().y());
    painter.rotate(-90);
    const QRectF room(-here.height() / 2, -metrics.height() / 2.0, here.height(), metrics.height());
    painter.drawText(room, Qt::AlignCenter, metrics.elidedText(words, Qt::ElideRight, static_cast<int>(room.width())));
    painter.restore();
  };
  upright(metrics.height() / 2.0 + 1, tr("Readable"));
  upright(width() - metrics.height() / 2.0 - 1, tr("Bits a byte"));
}

void ReadablePlot::paint_lane(QPainter& painter, std::size_t side) const {
  const QRectF here = lane(side);
  const findings::Share whole = readable_.whole(side);
  const double words = QFontMetrics(small()).height() + theme_.px(4);
  const QRectF title(here.left(), here.top() - words - theme_.px(1), here.width(), words);
  painter.setFont(theme_.words_px(12, true));
  painter.setPen(theme_.color(side_ink(side)));
  painter.drawText(title, Qt::AlignLeft | Qt::AlignVCenter, side_words(side));
  const double room = title.width() - QFontMetrics(painter.font()).horizontalAdvance(side_words(side)) - theme_.px(12);
  painter.setFont(small());
  painter.setPen(theme_.color(Ink::ink));
  const QString part =
      whole.bytes == 0 ? tr("nothing yet") : percent_words(static_cast<double>(whole.readable) / static_cast<double>(whole.bytes));
  QString figures = part;
  if (whole.bytes > 0)
    figures =
        tr("%1 of %2 · %3 bits a byte").arg(part, bytes_words(static_cast<double>(whole.bytes)), QLocale().toString(whole.entropy, 'f', 1));
  if (QFontMetrics(small()).horizontalAdvance(figures) > room) figures = part;
  painter.drawText(title, Qt::AlignRight | Qt::AlignVCenter, figures);
  paint_axes(painter, here);
  const std::vector<ReadableColumn> all = columns_of(readable_.sides[side], readable_.axis.seconds, columns());
  const double wide = here.width() / static_cast<double>(all.size());
  std::vector<QPolygonF> lines;
  bool joined = false;
  for (std::size_t i = 0; i < all.size(); ++i) {
    const ReadableColumn& column = all[i];
    if (column.bytes <= 0) {
      joined = false;
      continue;
    }
    const double x = here.left() + static_cast<double>(i) * wide;
    // Whole pixels, so that neighbours leave no seam.
    const int left = static_cast<int>(std::lround(x)), right = static_cast<int>(std::lround(x + wide));
    const int top = static_cast<int>(std::lround(here.top())), bottom = static_cast<int>(std::lround(here.bottom()));
    const int level = static_cast<int>(std::lround(bottom - column.part() * here.height()));
    painter.fillRect(QRect(QPoint(left, top), QPoint(right - 1, level - 1)), theme_.color(Ink::good_wash));
    painter.fillRect(QRect(QPoint(left, top), QPoint(right - 1, level - 1)), hatch());
    painter.fillRect(QRect(QPoint(left, level), QPoint(right - 1, bottom - 1)), theme_.color(Ink::eve));
    if (!joined) lines.emplace_back();
    const double y = here.bottom() - std::min(1.0, column.entropy / most_entropy) * here.height();
    lines.back() << QPointF(x, y) << QPointF(x + wide, y);
    joined = true;
  }
  const double chance = here.bottom() - readable_by_chance * here.height();
  for (const QPen& pen : {QPen(theme_.color(Ink::card), theme_.px(2.5)), QPen(theme_.color(Ink::soft), 1.2, Qt::DashLine)}) {
    painter.setPen(pen);
    painter.drawLine(QPointF(here.left(), chance), QPointF(here.right(), chance));
  }
  for (const QPolygonF& line : lines) {
    painter.setPen(QPen(theme_.color(Ink::card), theme_.px(5)));
    painter.drawPolyline(line);
    painter.setPen(QPen(theme_.color(Ink::ink), theme_.px(2)));
    painter.drawPolyline(line);
  }
}

QString ReadablePlot::told_at(const QPoint& point) const {
  for (const std::size_t side : {0U, 1U}) {
    const QRectF here = lane(side);
    if (!here.contains(point)) continue;
    const std::vector<ReadableColumn> all = columns_of(readable_.sides[side], readable_.axis.seconds, columns());
    const auto at =
        std::min(all.size() - 1, static_cast<std::size_t>((point.x() - here.left()) / here.width() * static_cast<double>(all.size())));
    const ReadableColumn& column = all[at];
    const QString when =
        tr("%1, second %2").arg(side_words(side).mid(2), QLocale().toString(readable_.axis.since_first(column.from), 'f', 1));
    if (column.bytes <= 0) return tr("%1: nothing").arg(when);
    return tr("%1\n%2 readable of about %3\n%4 bits a byte")
        .arg(when, percent_words(column.part()), bytes_words(column.bytes), QLocale().toString(column.entropy, 'f', 2));
  }
  return {};
}

void ReadablePlot::mousePressEvent(QMouseEvent* event) {
  const bool inside = lane(0).contains(event->position()) || lane(1).contains(event->position());
  if (event->button() != Qt::LeftButton || !inside) return;
  // A column stands for all that began in it.
  const double wide = readable_.axis.seconds / columns(), time = std::floor(time_at(event->position().x()) / wide) * wide;
  Q_EMIT time_chosen(readable_.axis.time_at(time));
}

}  // namespace cleartext::gui
