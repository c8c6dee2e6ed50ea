// What is painted for a capture from elsewhere: ways with what is spoken on them, and the lock on what is encrypted.
#include <QLocale>
#include <QPainter>
#include <algorithm>

#include "gui/map/map_canvas.h"
#include "gui/map/map_pictures.h"
#include "gui/wire/names.h"

namespace cleartext::gui {

static constexpr double lock_room = 17;

void MapCanvas::paint_lock(QPainter& painter, const QPointF& at) const {
  constexpr int side = 14;
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme_.color(Ink::card));
  painter.drawEllipse(at, side * 0.8, side * 0.8);
  painter.drawPixmap(at - QPointF(side / 2.0, side / 2.0),
                     theme_.picture(QStringLiteral("locked"), Ink::good, side, painter.device()->devicePixelRatioF()));
}

void MapCanvas::paint_guest_links(QPainter& painter) const {
  if (cast_.guests().empty()) {
    painter.setFont(theme_.words(Theme::Size::normal));
    painter.setPen(theme_.color(Ink::soft));
    painter.drawText(QRectF(0, 0, width(), layout_.eve.top()), Qt::AlignCenter, tr("The hosts of the capture will appear here."));
    return;
  }
  painter.setBrush(Qt::NoBrush);
  for (const Link& link : traffic_.links) {
    painter.setPen(QPen(theme_.color(Ink::line), 2.2 * std::clamp(layout_.picture, 0.8, 1.6)));
    painter.drawPath(layout_.route(link.client, link.server, line_height()).path);
  }
  paint_selected_link(painter);
  for (const Link& link : traffic_.links)
    if (link.open) paint_link(painter, link);
  for (const Label& label : labels()) paint_label(painter, label);
}

QRectF MapCanvas::tap() const { return {layout_.eve.center().x() - 3, tap_, 6, layout_.eve.top() - tap_}; }

// What is spoken on each way; a label that finds no place stays away.
std::vector<MapCanvas::Label> MapCanvas::labels() const {
  std::vector<Label> found;
  std::vector<QRectF> taken{tap()};
  for (const HostSpot& spot : layout_.hosts) taken.insert(taken.end(), {spot.icon, spot.name, spot.address});
  for (const Link& link : traffic_.links)
    if (const QRectF box = place_label(link, taken); !box.isEmpty()) {
      taken.push_back(box);
      found.push_back({box, label_of(link), link.locked});
    }
  return found;
}

QString MapCanvas::label_of(const Link& link) const {
  constexpr qsizetype most_named = 3;
  QStringList words;
  for (const auto& [protocol, count] : link.by_number()) {
    if (protocol == packet::Protocol::unknown) continue;
    if (words.size() == most_named) return (words << QStringLiteral("…")).join(QStringLiteral(" · "));
    const QString name = protocol_name(protocol);
    words << (count > 1 ? QStringLiteral("%1 × %2").arg(name, QLocale().toString(static_cast<qulonglong>(count))) : name);
  }
  return words.join(QStringLiteral(" · "));
}

// Somewhere along the way, where it covers nothing.
QRectF MapCanvas::place_label(const Link& link, const std::vector<QRectF>& taken) const {
  const QPainterPath path = layout_.route(link.client, link.server, line_height()).path;
  const QString words = label_of(link);
  if (path.isEmpty() || words.isEmpty()) return {};
  const QFontMetricsF metrics(note_font());
  const QSizeF size(metrics.horizontalAdvance(words) + (link.locked ? lock_room : 0) + 12, metrics.height() + 3);
  for (const double part : {0.5, 0.25, 0.75, 0.4, 0.6, 0.3, 0.7}) {  // what moves rests at 0.38 and 0.62
    const QPointF middle = point_of_bow(path, part);
    const QRectF box(middle.x() - size.width() / 2, middle.y() - size.height() / 2, size.width(), size.height());
    if (std::none_of(taken.begin(), taken.end(), [&](const QRectF& other) { return other.adjusted(-2, -1, 2, 1).intersects(box); }))
      return box;
  }
  return {};
}

void MapCanvas::paint_label(QPainter& painter, const Label& label) const {
  painter.setPen(QPen(theme_.color(Ink::line), 1));
  painter.setBrush(theme_.color(Ink::card));
  painter.drawRoundedRect(label.box, label.box.height() / 2, label.box.height() / 2);
  if (label.locked)
    painter.drawPixmap(QPointF(label.box.left() + 7, label.box.center().y() - 6.5),
                       theme_.picture(QStringLiteral("locked"), Ink::good, 13, painter.device()->devicePixelRatioF()));
  painter.setFont(note_font());
  painter.setPen(theme_.color(label.locked ? Ink::good : Ink::soft));
  painter.drawText(label.box.adjusted(label.locked ? lock_room : 0, 0, 0, 0), Qt::AlignCenter, label.words);
}

// Among guests she taps the lowest way that passes above her.
double MapCanvas::find_tap() const {
  if (!cast_.is_foreign()) return layout_.road + 3;
  const double x = layout_.eve.center().x();
  double lowest = layout_.eve.top() - 10;
  bool any = false;
  for (const Link& link : traffic_.links) {
    // In straight pieces: to ask a curve for its points by their share of its length would take a hundred times as long.
    for (const QPolygonF& way : layout_.route(link.client, link.server, line_height()).path.toSubpathPolygons())
      for (qsizetype i = 1; i < way.size(); ++i) {
        const QPointF &a = way[i - 1], &b = way[i];
        if ((a.x() - x) * (b.x() - x) > 0) continue;
        const double share = a.x() == b.x() ? 0 : (x - a.x()) / (b.x() - a.x()), y = a.y() + share * (b.y() - a.y());
        lowest = any ? std::max(lowest, y) : y;
        any = true;
      }
  }
  return std::min(lowest + 2, layout_.eve.top());
}

}  // namespace cleartext::gui
