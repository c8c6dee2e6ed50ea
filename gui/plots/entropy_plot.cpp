#include "gui/plots/entropy_plot.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <set>

#include "gui/wire/names.h"
#include "gui/wire/readable_data.h"

namespace cleartext::gui {
namespace {

constexpr double most_bits = 8, clear_part = 0.65;
constexpr std::size_t most_streams = 200;
constexpr std::uint64_t least_bytes = 16;  // of fewer, entropy says nothing

}  // namespace

bool EntropyPoint::is_clear() const { return static_cast<double>(readable) >= clear_part * static_cast<double>(bytes); }

Entropy entropy_of(const Selection& selection, const std::vector<std::uint32_t>& streams) {
  Entropy made;
  TimeAxisMaker maker;
  std::set<std::uint32_t> drawn;
  for (const analysis::StreamShare& one : shares_of(selection, streams)) {
    if (one.share.bytes < least_bytes || (drawn.size() == most_streams && !drawn.contains(one.stream))) continue;
    drawn.insert(one.stream);
    maker.said_at(one.share.time_ns);
    made.points.push_back({one.share.time_ns, one.share.entropy, one.stream, one.from, one.share.bytes, one.share.readable});
  }
  made.axis = maker.axis();
  std::ranges::stable_sort(made.points, {}, [](const EntropyPoint& point) { return std::pair(point.stream, point.from); });
  return made;
}

EntropyPlot::EntropyPlot(Theme& theme, QWidget* parent)
    : Plot(theme, tr("Entropy over time, cleartext beside what is encrypted"), parent) {}

void EntropyPlot::show_entropy(Entropy entropy, const QString& title) {
  entropy_ = std::move(entropy);
  set_title(title);
  std::array<double, 2> bits{}, bytes{};
  for (const auto& point : entropy_.points) {
    bits[point.is_clear() ? 0 : 1] += point.entropy * static_cast<double>(point.bytes);
    bytes[point.is_clear() ? 0 : 1] += static_cast<double>(point.bytes);
  }
  QStringList told{title};
  if (bytes[0] > 0) told << tr("What can be read has %1 bits a byte").arg(QLocale().toString(bits[0] / bytes[0], 'f', 1));
  if (bytes[1] > 0) told << tr("What cannot has %1 bits a byte").arg(QLocale().toString(bits[1] / bytes[1], 'f', 1));
  setAccessibleDescription(told.join(QStringLiteral(". ")));
  update();
}

QRectF EntropyPlot::field() const {
  const double top = QFontMetrics(small()).height() + theme_.px(16), left = theme_.px(46);
  return {left, top, std::max(10.0, width() - left - theme_.px(20)),
          std::max(10.0, height() - top - seconds_height(small(), theme_) - theme_.px(4))};
}

QPointF EntropyPlot::place(const EntropyPoint& point) const {
  const QRectF here = field();
  return {here.left() + entropy_.axis.on_axis(point.time_ns) / entropy_.axis.seconds * here.width(),
          here.bottom() - std::min(1.0, point.entropy / most_bits) * here.height()};
}

// Colour and shape: hers is round, what is closed to her has corners.
void EntropyPlot::paint_mark(QPainter& painter, const QPointF& at, bool clear) const {
  const double half = theme_.px(4);
  painter.setPen(QPen(theme_.color(Ink::card), 1));
  painter.setBrush(theme_.color(clear ? Ink::eve : Ink::good));
  if (clear)
    painter.drawEllipse(at, half, half);
  else
    painter.drawRect(QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half));
  painter.setBrush(Qt::NoBrush);
}

void EntropyPlot::paint_axes(QPainter& painter) const {
  const QRectF here = field();
  const QFontMetrics metrics(painter.font());
  painter.fillRect(here, theme_.color(Ink::wash));
  for (const int bits : {0, 2, 4, 6, 8}) {
    const double y = here.bottom() - bits / most_bits * here.height();
    painter.setPen(QPen(theme_.color(Ink::line), 1));
    painter.drawLine(QPointF(here.left(), y), QPointF(here.right(), y));
    painter.setPen(theme_.color(Ink::soft));
    painter.drawText(QRectF(0, y - metrics.height() / 2.0, here.left() - theme_.px(6), metrics.height()), Qt::AlignRight | Qt::AlignVCenter,
                     QString::number(bits));
  }
  double x = here.left();
  for (const bool clear : {true, false}) {
    const QString words = clear ? tr("can be read") : tr("cannot be read");
    paint_mark(painter, {x + theme_.px(4), theme_.px(8) + metrics.height() / 2.0}, clear);
    painter.setPen(theme_.color(Ink::ink));
    painter.drawText(QRectF(x + theme_.px(14), theme_.px(8), width() - x, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter, words);
    x += theme_.px(30) + metrics.horizontalAdvance(words);
  }
  painter.setPen(theme_.color(Ink::soft));
  const QString bits = tr("bits a byte; random bytes have 8");
  if (x + metrics.horizontalAdvance(bits) < here.right())
    painter.drawText(QRectF(x, theme_.px(8), here.right() - x, metrics.height()), Qt::AlignRight | Qt::AlignVCenter, bits);
}

void EntropyPlot::paint(QPainter& painter) const {
  paint_axes(painter);
  paint_silences(painter, theme_, field(), entropy_.axis);
  const EntropyPoint* before = nullptr;
  for (const auto& point : entropy_.points) {
    const bool joined = before != nullptr && before->stream == point.stream && before->from == point.from;
    painter.setPen(QPen(theme_.color(point.is_clear() ? Ink::eve : Ink::good), 1.2, point.is_clear() ? Qt::SolidLine : Qt::DashLine));
    if (joined) painter.drawLine(place(*before), place(point));
    before = &point;
  }
  for (const auto& point : entropy_.points) paint_mark(painter, place(point), point.is_clear());
  paint_seconds(painter, theme_, field(), entropy_.axis, tr("Seconds since the first byte"));
}

const EntropyPoint* EntropyPlot::nearest(const QPointF& to) const {
  const EntropyPoint* best = nullptr;
  double least = theme_.px(14);
  for (const auto& point : entropy_.points) {
    const double far = QLineF(place(point), to).length();
    if (far < least) least = far, best = &point;
  }
  return best;
}

QString EntropyPlot::told_at(const QPoint& at) const {
  const auto* point = nearest(at);
  if (point == nullptr) return {};
  const QString who = point->from == wire::Side::client ? tr("client") : tr("server");
  return tr("Stream %1, %2: %3 bits a byte in %4 bytes, %5 % readable")
      .arg(point->stream)
      .arg(who, QLocale().toString(point->entropy, 'f', 2), QLocale().toString(static_cast<qulonglong>(point->bytes)))
      .arg(100 * point->readable / point->bytes);
}

void EntropyPlot::mousePressEvent(QMouseEvent* event) {
  const auto* point = nearest(event->position());
  if (event->button() == Qt::LeftButton && point != nullptr) Q_EMIT stream_chosen(point->stream, point->time_ns);
}

}  // namespace cleartext::gui
