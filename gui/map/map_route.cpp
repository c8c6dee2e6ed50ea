// Neighbours on the road talk straight along it; everyone else goes by the lane beneath, which crosses no name.
#include <algorithm>
#include <cmath>

#include "gui/map/map_layout.h"

namespace cleartext::gui {
namespace {

constexpr double gap = 7;

int road_place(wire::Role role) {
  switch (role) {
    case wire::Role::alice: return 0;
    case wire::Role::crepes: return 1;
    case wire::Role::hamburger: return 2;
    case wire::Role::bob: return 3;
    case wire::Role::ftp:
    case wire::Role::printer:
    case wire::Role::eve:
    case wire::Role::you: return -1;
  }
  return -1;
}

// From a machine to the lane, leaving on the side of `toward`.
std::vector<QPointF> way_down(const HostSpot& host, double toward, double road, double lane, double picture) {
  if (!host.on_road) return {{host.icon.center().x(), host.icon.top() - 2}, {host.icon.center().x(), lane}};
  const bool right = toward > host.icon.center().x();
  const QRectF all = host.icon.united(host.name).united(host.address);
  const double x = right ? all.right() + gap : all.left() - gap, y = road + 12 * picture;
  return {{right ? host.icon.right() + 2 : host.icon.left() - 2, y}, {x, y}, {x, lane}};
}

QPainterPath rounded(const std::vector<QPointF>& points) {
  QPainterPath path(points.front());
  for (std::size_t i = 1; i + 1 < points.size(); ++i) {
    const auto toward = [&](const QPointF& other) {
      const QPointF step = other - points[i];
      const double length = std::hypot(step.x(), step.y());
      return length < 1e-6 ? points[i] : points[i] + step * (std::min(8.0, length / 2) / length);
    };
    path.lineTo(toward(points[i - 1]));
    path.quadTo(points[i], toward(points[i + 1]));
  }
  path.lineTo(points.back());
  return path;
}

Route straight(const HostSpot& from, const HostSpot& to, const MapLayout& layout, double line) {
  const bool right = to.icon.center().x() > from.icon.center().x();
  const HostSpot& west = right ? from : to;
  const HostSpot& east = right ? to : from;
  const double p = layout.picture, left = west.icon.right() + gap * p, end = east.icon.left() - gap * p;
  Route route;
  route.path.moveTo(right ? left : end, layout.road);
  route.path.lineTo(right ? end : left, layout.road);
  // Above a laptop there is room; beside a server its own picture and its pill bound the words.
  const auto room_at = [&](double top) {
    const double bottom = top + line;
    const auto edge = [&](const HostSpot& host, bool east_side) {
      double x = host.icon.top() > bottom ? (east_side ? 4 : 1e6) : east_side ? host.icon.right() + 4 : host.icon.left() - 4;
      if (!host.pill.isEmpty() && host.pill.bottom() > top && host.pill.top() < bottom)
        x = east_side ? std::max(x, host.pill.right() + 4) : std::min(x, host.pill.left() - 4);
      return x;
    };
    const double words_left = edge(west, true);
    const double words_right = std::min(edge(east, false), east.icon.top() > bottom ? east.icon.right() + 20 : 1e6);
    return QRectF(words_left, top, words_right - words_left, line);
  };
  route.words = room_at(layout.road - 15 * p - line);
  const QRectF pill = west.pill.isEmpty() ? east.pill : west.pill;
  if (!pill.isEmpty() && pill.bottom() <= route.words.bottom()) route.wider.push_back(room_at(pill.center().y() - line / 2));
  const double above = (pill.isEmpty() ? layout.road - 34 * p : pill.top()) - line - 2;
  if (above >= 0) route.wider.push_back(room_at(above));
  const double eve = layout.eve.center().x();
  const double ports_left = left < eve && eve < end ? eve + 6 : left - 2;
  route.ports = QRectF(ports_left, layout.road + 13 * p, end + 2 - ports_left, line);
  return route;
}

Route by_lane(const HostSpot& from, const HostSpot& to, const MapLayout& layout, double line) {
  std::vector<QPointF> points = way_down(from, to.icon.center().x(), layout.road, layout.lane, layout.picture);
  std::vector<QPointF> up = way_down(to, from.icon.center().x(), layout.road, layout.lane, layout.picture);
  const double a = points.back().x(), b = up.back().x();
  points.insert(points.end(), up.rbegin(), up.rend());
  Route route;
  route.path = rounded(points);
  const double eve = layout.eve.center().x(), top = layout.lane - line - 9 * layout.picture;
  const double left = std::min(a, b) + 4, right = std::max(a, b) - 4;
  if (left < eve && right > eve) {
    const bool west = eve - left > right - eve;
    const QRectF west_room(left, top, eve - 6 - left, line), east_room(eve + 6, top, right - eve - 6, line);
    route.words = west ? west_room : east_room;
    route.ports = west ? east_room : west_room;
  } else {
    route.words = QRectF(left, top, right - left, line);
    route.wider.push_back(left > eve ? QRectF(eve + 6, top, right - eve - 6, line) : QRectF(4, top, eve - 10, line));
  }
  return route;
}

}  // namespace

QRectF Route::room_for(double width) const {
  QRectF widest = words;
  for (const QRectF& room : wider) {
    if (widest.width() >= width) break;
    if (room.width() > widest.width()) widest = room;
  }
  return widest;
}

Route MapLayout::route(Machine client, Machine server, double line_height) const {
  HostSpot listener;  // Eve speaks, too: her way begins where she sits
  listener.machine = wire::Role::eve;
  listener.icon = eve;
  listener.on_road = false;
  const auto end_of = [&](Machine machine) { return !eve.isEmpty() && machine == Machine(wire::Role::eve) ? &listener : spot(machine); };
  const HostSpot* from = end_of(client);
  const HostSpot* to = end_of(server);
  if (from == nullptr || to == nullptr || from == to) return {};
  if (client.is_guest()) return route_of_guests(*from, *to, line_height);
  const int a = road_place(client.role()), b = road_place(server.role());
  return a >= 0 && b >= 0 && std::abs(a - b) == 1 ? straight(*from, *to, *this, line_height) : by_lane(*from, *to, *this, line_height);
}

}  // namespace cleartext::gui
