#include "gui/plots/traffic_plot.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <array>
#include <cmath>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr double column_pixels = 7, words_width = 200, gap = 3;

QString bytes_words(double bytes) {
  return counted(static_cast<std::size_t>(std::llround(bytes)), TrafficPlot::tr("1 byte"), TrafficPlot::tr("%1 bytes"));
}
QString packets_words(double packets) {
  return counted(static_cast<std::size_t>(std::llround(packets)), TrafficPlot::tr("1 packet"), TrafficPlot::tr("%1 packets"));
}

}  // namespace

TrafficPlot::TrafficPlot(Theme& theme, QWidget* parent) : Plot(theme, tr("Bytes and packets over time, by conversation"), parent) {}

void TrafficPlot::show_traffic(const Traffic& traffic, Counted counted, const QString& title) {
  traffic_ = traffic;
  counted_ = counted;
  set_title(title);
  QStringList told{title, words_of(traffic)};
  for (const auto& lane : traffic.lanes)
    told << tr("%1: %2 from the client, %3 from the server")
                .arg(lane.words, bytes_words(static_cast<double>(lane.bytes[0])), bytes_words(static_cast<double>(lane.bytes[1])));
  setAccessibleDescription(told.join(QStringLiteral(". ")));
  update();
}

QString TrafficPlot::figure(double number) const { return counted_ == Counted::bytes ? bytes_words(number) : packets_words(number); }

QRectF TrafficPlot::field() const {
  const double left = std::min<double>(theme_.px(words_width), width() * 0.42), top = QFontMetrics(small()).height() + theme_.px(14);
  return {left, top, std::max(10.0, width() - left - theme_.px(16)),
          std::max(10.0, height() - top - seconds_height(small(), theme_) - theme_.px(4))};
}

QRectF TrafficPlot::lane(std::size_t number) const {
  const QRectF all = field();
  const double tall = all.height() / static_cast<double>(std::max<std::size_t>(1, traffic_.lanes.size()));
  return {all.left(), all.top() + static_cast<double>(number) * tall, all.width(), std::max(4.0, tall - theme_.px(gap))};
}

int TrafficPlot::columns() const { return std::max(8, static_cast<int>(field().width() / theme_.px(column_pixels))); }

std::size_t TrafficPlot::lanes() const {
  const double rows = field().height() / (QFontMetrics(small()).height() + theme_.px(gap));
  return std::clamp<std::size_t>(static_cast<std::size_t>(rows), 2, most_lanes + 1) - 1;
}

int TrafficPlot::lane_at(const QPointF& point) const {
  for (std::size_t i = 0; i < traffic_.lanes.size(); ++i)
    if (point.y() >= lane(i).top() && point.y() <= lane(i).bottom()) return static_cast<int>(i);
  return -1;
}

std::size_t TrafficPlot::column_at(double x) const {
  const QRectF all = field();
  const auto count = traffic_.lanes.empty() ? 1 : traffic_.lanes.front().columns[0].size();
  return std::min(count - 1, static_cast<std::size_t>(std::clamp((x - all.left()) / all.width(), 0.0, 1.0) * static_cast<double>(count)));
}

void TrafficPlot::paint(QPainter& painter) const {
  paint_legend(painter);
  for (std::size_t i = 0; i < traffic_.lanes.size(); ++i) paint_lane(painter, i);
  paint_silences(painter, theme_, field().adjusted(0, 0, 0, -theme_.px(gap)), traffic_.axis);
  paint_seconds(painter, theme_, field(), traffic_.axis, tr("Seconds since the first packet"));
}

void TrafficPlot::paint_legend(QPainter& painter) const {
  const QFontMetrics metrics(painter.font());
  double x = field().left();
  const double tall = metrics.height(), top = theme_.px(6);
  std::array<std::pair<QString, Ink>, 2> sides{{{tr("→ client, upwards"), Ink::client}, {tr("← server, downwards"), Ink::server}}};
  const auto room_for = [&](const QString& words) { return tall * 0.6 + theme_.px(6) + metrics.horizontalAdvance(words) + theme_.px(16); };
  if (x + room_for(sides[0].first) + room_for(sides[1].first) > width())
    sides = {{{tr("→ client"), Ink::client}, {tr("← server"), Ink::server}}};
  for (const auto& [words, ink] : sides) {
    painter.fillRect(QRectF(x, top + tall * 0.2, tall * 0.6, tall * 0.6), theme_.color(ink));
    x += tall * 0.6 + theme_.px(6);
    painter.setPen(theme_.color(Ink::ink));
    painter.drawText(QRectF(x, top, width() - x, tall), Qt::AlignLeft | Qt::AlignVCenter, words);
    x += metrics.horizontalAdvance(words) + theme_.px(16);
  }
  painter.setPen(theme_.color(Ink::soft));
  const QString most = tr("highest bar: %1").arg(figure(traffic_.most));
  if (x + metrics.horizontalAdvance(most) < field().right())
    painter.drawText(QRectF(x, top, field().right() - x, tall), Qt::AlignRight | Qt::AlignVCenter, most);
}

void TrafficPlot::paint_lane(QPainter& painter, std::size_t number) const {
  const TrafficLane& what = traffic_.lanes[number];
  const QRectF here = lane(number);
  painter.save();
  if (QFont low = painter.font(); QFontMetrics(low).height() > here.height()) {  // words of neighbours must not touch
    low.setPixelSize(std::max(1, static_cast<int>(here.height() * 0.8)));
    painter.setFont(low);
  }
  const QFontMetrics metrics(painter.font());
  const QRectF words(theme_.px(12), here.top(), here.left() - theme_.px(20), here.height());
  painter.setPen(theme_.color(Ink::ink));
  const bool two_rows = here.height() >= 2 * metrics.height();
  const QString name = what.is_data ? tr("data · %1").arg(what.words) : what.words;
  painter.drawText(two_rows ? words.adjusted(0, 0, 0, -here.height() / 2) : words,
                   (two_rows ? Qt::AlignBottom : Qt::AlignVCenter) | Qt::AlignLeft,
                   metrics.elidedText(name, Qt::ElideRight, static_cast<int>(words.width())));
  if (two_rows) {
    painter.setPen(theme_.color(Ink::soft));
    const QString figures =
        tr("%1 in %2").arg(bytes_words(static_cast<double>(what.all_bytes())), packets_words(static_cast<double>(what.all_packets())));
    painter.drawText(words.adjusted(0, here.height() / 2, 0, 0), Qt::AlignTop | Qt::AlignLeft,
                     metrics.elidedText(figures, Qt::ElideRight, static_cast<int>(words.width())));
  }
  painter.restore();
  painter.fillRect(here, theme_.color(Ink::wash));
  if (what.is_data) painter.fillRect(here, QBrush(theme_.color(Ink::line), Qt::Dense6Pattern));
  const auto count = what.columns[0].size();
  const double middle = here.center().y(), wide = here.width() / static_cast<double>(std::max<std::size_t>(1, count));
  painter.setPen(QPen(theme_.color(Ink::line), 1));
  painter.drawLine(QPointF(here.left(), middle), QPointF(here.right(), middle));
  if (traffic_.most <= 0) return;
  for (const std::size_t side : {0U, 1U}) {
    for (std::size_t i = 0; i < count; ++i) {
      if (what.columns[side][i] <= 0) continue;
      // What is there at all is seen.
      const double tall = std::max(1.5, what.columns[side][i] / traffic_.most * (here.height() / 2 - 1));
      const double left = here.left() + static_cast<double>(i) * wide;
      painter.fillRect(QRectF(left, side == 0 ? middle - tall : middle, std::max(1.0, wide - 1), tall),
                       theme_.color(side == 0 ? Ink::client : Ink::server));
    }
  }
}

QString TrafficPlot::told_at(const QPoint& point) const {
  const int number = lane_at(point);
  if (number < 0) return {};
  const TrafficLane& what = traffic_.lanes[static_cast<std::size_t>(number)];
  if (point.x() < field().left()) return what.words;
  const auto column = column_at(point.x());
  const double from = static_cast<double>(column) / static_cast<double>(what.columns[0].size()) * traffic_.axis.seconds;
  return tr("%1\nfrom second %2 on: client %3, server %4")
      .arg(what.words, QLocale().toString(traffic_.axis.since_first(from), 'f', 2), figure(what.columns[0][column]),
           figure(what.columns[1][column]));
}

void TrafficPlot::mousePressEvent(QMouseEvent* event) {
  const int number = lane_at(event->position());
  if (event->button() != Qt::LeftButton || number < 0) return;
  const auto& columns = traffic_.lanes[static_cast<std::size_t>(number)].columns[0];
  const double at = event->position().x() < field().left()
                        ? 0
                        : static_cast<double>(column_at(event->position().x())) / static_cast<double>(columns.size());
  Q_EMIT place_chosen(number, traffic_.axis.time_at(at * traffic_.axis.seconds));
}

}  // namespace cleartext::gui
