// Painting, from the ground up: idle lines, connections, the selected one, Eve, machines, segments and their words.
#include <QPainter>
#include <QPainterPathStroker>
#include <algorithm>

#include "gui/map/host_state.h"
#include "gui/map/map_canvas.h"
#include "gui/map/map_pictures.h"
#include "gui/map/segment_reader.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

// "RCPT TO:<bob@…>": the closing bracket stays, so that it still reads as an address.
QString shortened(const QString& words, const QFont& font, double width) {
  const QFontMetricsF metrics(font);
  if (metrics.horizontalAdvance(words) <= width || !words.endsWith(QLatin1Char('>')))
    return metrics.elidedText(words, Qt::ElideRight, width);
  return metrics.elidedText(words.chopped(1), Qt::ElideRight, width - metrics.horizontalAdvance(QLatin1Char('>'))) + QLatin1Char('>');
}

}  // namespace

void MapCanvas::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  paint_links(painter);
  paint_eve(painter);
  for (const HostSpot& spot : layout_.hosts) paint_host(painter, spot);
  paint_marks(painter);
}

void MapCanvas::paint_idle(QPainter& painter, Machine a, Machine b) const {
  const bool spoke = traffic_.link(a, b) != nullptr || traffic_.link(b, a) != nullptr;
  QPen pen(theme_.color(Ink::line), 3 * std::min(1.6, std::max(0.8, layout_.picture)));
  if (!spoke) {
    pen.setDashPattern({0.7, 2.3});
    pen.setCapStyle(Qt::FlatCap);
  }
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(layout_.route(a, b, line_height()).path);
}

void MapCanvas::paint_links(QPainter& painter) const {
  if (cast_.is_foreign()) return paint_guest_links(painter);
  using wire::Role;
  paint_idle(painter, Role::alice, Role::crepes);
  paint_idle(painter, Role::crepes, Role::hamburger);
  paint_idle(painter, Role::bob, Role::hamburger);
  paint_selected_link(painter);
  for (const Mark& mark : marks()) paint_idle(painter, mark.segment.client, mark.segment.server);  // what was said last has a way
  for (const Link& link : traffic_.links) {
    if (link.open) paint_link(painter, link);
    if (!link.open && link.called) paint_call(painter, link);
  }
}

// A SYN has gone out, and nothing has come back.
void MapCanvas::paint_call(QPainter& painter, const Link& link) const {
  QPen pen(theme_.color(Ink::client), 2 * std::min(1.6, std::max(0.8, layout_.picture)));
  pen.setDashPattern({3, 3});
  pen.setCapStyle(Qt::FlatCap);
  painter.setPen(pen);
  painter.setBrush(Qt::NoBrush);
  painter.drawPath(layout_.route(link.client, link.server, line_height()).path);
}

void MapCanvas::paint_link(QPainter& painter, const Link& link) const {
  const Route route = layout_.route(link.client, link.server, line_height());
  if (route.path.isEmpty()) return;
  const double width = std::min(1.6, std::max(0.8, layout_.picture));
  painter.setBrush(Qt::NoBrush);
  const bool straight = route.path.elementCount() == 2;
  if (link.carries_data) {
    QColor wide = theme_.color(Ink::client);
    wide.setAlphaF(0.35F);
    painter.setPen(QPen(wide, 8 * width, Qt::SolidLine, Qt::FlatCap));
    painter.drawPath(route.path);
  }
  painter.setPen(QPen(theme_.color(Ink::client), (straight ? 3 : 2.2) * width, Qt::SolidLine, Qt::FlatCap));
  painter.drawPath(route.path);
  if (link.locked) paint_lock(painter, route.path.pointAtPercent(0.24));
  if (link.newest == packet::no_stream || route.ports.width() < 20) return;
  const stream::StreamInfo& stream = selection_.recording().streams()[link.newest];
  painter.setFont(note_font());
  painter.setPen(theme_.color(Ink::soft));
  const QString ports = QStringLiteral("%1 → %2").arg(stream.client.port).arg(stream.server.port);
  for (const QString& words : {tr("TCP %1").arg(ports), ports, QStringLiteral("→ %1").arg(stream.server.port)}) {
    if (QFontMetricsF(note_font()).horizontalAdvance(words) > route.ports.width()) continue;
    painter.drawText(route.ports, Qt::AlignCenter, words);
    return;
  }
}

// A band in the selection's colour, and chevrons that say which way the selected packet went.
void MapCanvas::paint_selected_link(QPainter& painter) const {
  const auto packet = selection_.recording().packet(selection_.place().packet);
  if (!packet || !selection_.shows(packet->number)) return;
  const auto ends = ends_of(cast_, *packet);
  const QPainterPath path = ends ? layout_.route(ends->client, ends->server, line_height()).path : QPainterPath();
  if (path.isEmpty()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme_.color(Ink::selection), 15 * std::max(0.8, layout_.picture), Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPath(path);
  painter.setPen(QPen(theme_.color(packet->from_client ? Ink::client : Ink::server), 2, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  const double size = 4.5 * std::max(0.8, layout_.picture);
  for (const double part : {0.12, 0.26, 0.88}) {
    const double along = packet->from_client ? part : 1 - part;
    painter.save();
    painter.translate(path.pointAtPercent(along));
    painter.rotate(-path.angleAtPercent(along) + (packet->from_client ? 0 : 180));
    painter.drawPolyline(QPolygonF({{-size * 0.7, -size}, {size * 0.5, 0}, {-size * 0.7, size}}));
    painter.restore();
  }
}

void MapCanvas::paint_eve(QPainter& painter) const {
  QPen tap(theme_.color(Ink::eve), 1.8 * std::min(1.6, std::max(0.8, layout_.picture)));
  tap.setDashPattern({2.4, 2.8});
  tap.setCapStyle(Qt::FlatCap);
  painter.setPen(tap);
  const double x = layout_.eve.center().x();
  painter.drawLine(QPointF(x, layout_.eve.top()), QPointF(x, tap_));
  paint_machine(painter, theme_, wire::Role::eve, layout_.eve.center(), layout_.picture);
  painter.setFont(name_font());
  painter.setPen(theme_.color(Ink::eve));
  painter.drawText(layout_.eve_words, Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetricsF(name_font()).elidedText(wanted_.eve_words, Qt::ElideRight, layout_.eve_words.width()));
  if (layout_.eve_note.isEmpty()) return;
  painter.setFont(note_font());
  painter.setPen(theme_.color(Ink::soft));
  painter.drawText(layout_.eve_note, Qt::AlignLeft | Qt::AlignVCenter,
                   QFontMetricsF(note_font()).elidedText(wanted_.eve_note, Qt::ElideRight, layout_.eve_note.width()));
}

// Who cannot be reached is pale.
double MapCanvas::opacity_of(const HostSpot& spot) const {
  if (!spot.machine.is_guest() && has_snapshot_) {
    switch (state_of(snapshot_, spot.machine.role()).reach) {
      case HostState::Reach::off: return 0.25;
      case HostState::Reach::silent: return 0.5;
      case HostState::Reach::open: break;
    }
  }
  return spot.on_road ? 1 : 0.85;
}

void MapCanvas::paint_host(QPainter& painter, const HostSpot& spot) const {
  painter.setOpacity(opacity_of(spot));
  if (spot.machine.is_guest()) {
    // Ways may pass beneath the names.
    for (const QRectF& words : {spot.name, spot.address}) painter.fillRect(words, theme_.color(Ink::card));
    paint_guest(painter, theme_, spot.guest, spot.icon.center(), spot.scale);
  } else {
    paint_machine(painter, theme_, spot.machine.role(), spot.icon.center(), spot.scale);
  }
  painter.setOpacity(1);
  painter.setFont(name_font());
  painter.setPen(theme_.color(spot.on_road ? Ink::ink : Ink::soft));
  painter.drawText(spot.name, Qt::AlignCenter | Qt::TextDontClip, spot.name_text);
  painter.setFont(note_font(spot.troubled));
  painter.setPen(theme_.color(spot.troubled ? Ink::ink : Ink::soft));
  if (!spot.address.isEmpty())
    painter.drawText(spot.address, (spot.on_road ? Qt::AlignHCenter : Qt::AlignLeft) | Qt::AlignVCenter | Qt::TextDontClip,
                     spot.address_text);
  if (spot.pill.isEmpty()) return;
  const QString words = spot.machine == Machine(wire::Role::crepes) ? wanted_.crepes_pill : wanted_.hamburger_pill;
  const bool waits = std::any_of(snapshot_.queues.begin(), snapshot_.queues.end(),
                                 [&](const auto& queue) { return spot.machine == Machine(queue.role) && queue.waiting > 0; });
  painter.setPen(waits ? QPen(Qt::NoPen) : QPen(theme_.color(Ink::line), 1));
  painter.setBrush(theme_.color(waits ? Ink::server_wash : Ink::wash));
  painter.drawRoundedRect(spot.pill, spot.pill.height() / 2, spot.pill.height() / 2);
  painter.setFont(note_font(waits));
  painter.setPen(theme_.color(waits ? Ink::server : Ink::soft));
  painter.drawText(spot.pill, Qt::AlignCenter | Qt::TextDontClip, words);
}

void MapCanvas::paint_marks(QPainter& painter) const {
  const std::vector<Mark> all = marks();
  const double scale = std::clamp(layout_.picture, 0.7, 2.0);
  for (const Mark& mark : all) {
    if (mark.segment.letter)
      paint_envelope(painter, theme_, mark.at, scale);
    else
      paint_arrow(painter, theme_, mark.segment.from_client ? Ink::client : Ink::server, mark.at, scale, mark.angle);
  }
  // The newest has the first right to its words; who finds no room stays silent.
  std::vector<QRectF> taken;
  for (auto mark = all.rbegin(); mark != all.rend(); ++mark) paint_words(painter, *mark, taken);
}

void MapCanvas::paint_words(QPainter& painter, const Mark& mark, std::vector<QRectF>& taken) const {
  const QFont font = wire_font();
  const QFontMetricsF metrics(font);
  const double most = metrics.horizontalAdvance(QLatin1Char('m')) * (mark.selected ? 60 : 30);
  const QRectF room = layout_.route(mark.segment.client, mark.segment.server, line_height())
                          .room_for(std::min(most, metrics.horizontalAdvance(mark.segment.words) + 8));
  const QString words = shortened(mark.segment.words, font, std::min(room.width(), most));
  const double width = std::min(room.width(), metrics.horizontalAdvance(words) + 8);
  if (room.width() < 24 || words.isEmpty()) return;
  const double left = std::clamp(mark.at.x() - width / 2, room.left(), std::max(room.left(), room.right() - width));
  const QRectF box(left, room.top(), width, room.height());
  if (std::any_of(taken.begin(), taken.end(), [&](const QRectF& other) { return other.intersects(box); })) return;
  taken.push_back(box);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme_.color(mark.selected ? Ink::selection : Ink::card));
  painter.drawRoundedRect(box, 4, 4);
  painter.setFont(font);
  painter.setPen(theme_.color(mark.segment.from_client ? Ink::client : Ink::server));
  painter.drawText(box, Qt::AlignCenter, words);
}

}  // namespace cleartext::gui
