#include "gui/map/guest_layout.h"

#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

namespace cleartext::gui {
namespace {

constexpr double icon_scale = 0.62, gap = 8, margin = 14;  // pictures are smaller than the lab's, where many share the room

struct Faces {
  QFontMetricsF name, note, mono;
  double words() const { return name.height() + note.height(); }
};

Faces faces_of(const Theme& theme) {
  return {QFontMetricsF(theme.words_px(13, true)), QFontMetricsF(theme.words_px(11.5)), QFontMetricsF(theme.mono_px(11.5))};
}

double picture_for(const QSizeF& area) { return std::clamp(std::min(area.width() / 730, area.height() / 270), 0.6, 2.0); }

QSizeF icon_of(GuestKind kind, double scale) {
  return (kind == GuestKind::client ? QSizeF(68, 44) : kind == GuestKind::more ? QSizeF(56, 56) : QSizeF(48, 68)) * scale;
}

double row_height(const Faces& faces, double picture) { return std::max(faces.words(), 68 * picture * icon_scale) + gap; }
double middle_height(const Faces& faces, double picture) { return faces.words() + 68 * picture * icon_scale + 4 + 2 * gap; }
double wire_height(const QSizeF& area, const Faces& faces, double picture) {
  return area.height() - std::max({50 * picture, 2 * faces.name.height(), 2 * faces.note.height()}) - 2 * gap;
}

struct Stand {
  const QSizeF& area;
  const Faces& faces;
  double scale, side;  // of the pictures; width of the words at either end
};

// The words of a column's hosts, no wider than they may be.
void write(HostSpot& spot, const Guest& guest, double room, const Faces& faces) {
  spot.name_text = faces.name.elidedText(guest.name, Qt::ElideMiddle, room);
  spot.address_text = faces.note.elidedText(guest.note, Qt::ElideRight, room);
  spot.name.setSize({faces.name.horizontalAdvance(spot.name_text) + 2, faces.name.height()});
  spot.address.setSize({spot.address_text.isEmpty() ? 0 : faces.note.horizontalAdvance(spot.address_text) + 2, faces.note.height()});
}

HostSpot stand(const Guest& guest, double y, const Stand& at) {
  HostSpot spot;
  spot.machine = guest.machine;
  spot.guest = guest.kind;
  spot.column = guest.column;
  spot.scale = at.scale;
  const QSizeF size = icon_of(guest.kind, at.scale);
  const double widest = 68 * at.scale, words = at.faces.words();
  if (guest.column == GuestColumn::middle) {
    const double top = y - (size.height() + 4 + words) / 2;
    spot.icon = {at.area.width() / 2 - size.width() / 2, top, size.width(), size.height()};
    write(spot, guest, std::max(40.0, at.area.width() - 2 * (margin + at.side + widest + 2 * gap + 14)), at.faces);
    spot.name.moveTo(at.area.width() / 2 - spot.name.width() / 2, spot.icon.bottom() + 4);
    spot.address.moveTo(at.area.width() / 2 - spot.address.width() / 2, spot.name.bottom());
    return spot;
  }
  const bool left = guest.column == GuestColumn::left;
  const double x = left ? margin + at.side + gap + widest / 2 : at.area.width() - margin - at.side - gap - widest / 2;
  spot.icon = {x - size.width() / 2, y - size.height() / 2, size.width(), size.height()};
  write(spot, guest, at.side, at.faces);
  const auto place = [&](QRectF& box, double top) { box.moveTo(left ? x - widest / 2 - gap - box.width() : x + widest / 2 + gap, top); };
  place(spot.name, y - words / 2);
  place(spot.address, spot.name.bottom());
  return spot;
}

double widest_words(const MapCast& cast, const Faces& faces) {
  double widest = 0;
  for (const Guest& guest : cast.guests())
    if (guest.column != GuestColumn::middle)
      widest = std::max({widest, faces.name.horizontalAdvance(guest.name), faces.note.horizontalAdvance(guest.note)});
  return widest + 2;
}

std::vector<const Guest*> column_of(const MapCast& cast, GuestColumn column) {
  std::vector<const Guest*> here;
  for (const Guest& guest : cast.guests())
    if (guest.column == column) here.push_back(&guest);
  return here;
}

// Few hosts are drawn larger.
double picture_scale(const MapCast& cast, double height, double picture) {
  const std::size_t most =
      std::max({column_of(cast, GuestColumn::left).size(), column_of(cast, GuestColumn::right).size(), std::size_t{1}});
  const bool middle = !column_of(cast, GuestColumn::middle).empty();
  return middle ? picture * icon_scale : std::clamp(height / static_cast<double>(most) / 100, picture * icon_scale, picture);
}

// A way that leaves and arrives level; within one column it bows towards the others.
QPainterPath bow(const HostSpot& from, const HostSpot& to) {
  const bool same = from.column == to.column, right = same ? from.column != GuestColumn::right : from.column < to.column;
  const auto edge = [](const HostSpot& spot, bool at_right) {
    return QPointF(at_right ? spot.icon.right() + 5 : spot.icon.left() - 5, spot.icon.center().y());
  };
  const QPointF a = edge(from, right), b = edge(to, same ? right : !right);
  const double reach = same ? std::abs(a.y() - b.y()) * 0.6 + 20 : std::abs(a.x() - b.x()) * 0.4;
  QPainterPath path(a);
  path.cubicTo(a + QPointF(right ? reach : -reach, 0), b + QPointF((same ? right : !right) ? reach : -reach, 0), b);
  return path;
}

}  // namespace

GuestRows guest_rows(const QSizeF& area, const Theme& theme) {
  const Faces faces = faces_of(theme);
  const double picture = picture_for(area), height = wire_height(area, faces, picture);
  const auto fit = [height](double row) { return static_cast<std::size_t>(std::max(1.0, std::floor(height / row))); };
  return {fit(row_height(faces, picture)), fit(middle_height(faces, picture))};
}

MapLayout lay_out_guests(const QSizeF& area, const Theme& theme, const MapCast& cast, const MapWanted& wanted) {
  const Faces faces = faces_of(theme);
  MapLayout layout;
  layout.picture = picture_for(area);
  const double height = wire_height(area, faces, layout.picture);
  const Stand at{area, faces, picture_scale(cast, height, layout.picture), std::min(widest_words(cast, faces), area.width() * 0.24)};
  for (const GuestColumn column : {GuestColumn::left, GuestColumn::middle, GuestColumn::right}) {
    const auto here = column_of(cast, column);
    const double most = (column == GuestColumn::middle ? middle_height(faces, layout.picture) : row_height(faces, layout.picture)) * 1.5;
    const double step = std::min(most, height / static_cast<double>(std::max<std::size_t>(1, here.size())));
    for (std::size_t i = 0; i < here.size(); ++i)
      layout.hosts.push_back(
          stand(*here[i], height / 2 + step * (static_cast<double>(i) - (static_cast<double>(here.size()) - 1) / 2), at));
  }
  const bool middle = !column_of(cast, GuestColumn::middle).empty();
  const double size = 50 * layout.picture, x = area.width() * (middle ? 0.36 : 0.5);
  const double half = std::max({size / 2, faces.name.height(), faces.note.height()});  // of her and of what is told of her
  layout.eve = {x - size / 2, area.height() - gap - half - size / 2, size, size};
  layout.road = layout.lane = height / 2;
  const double left = layout.eve.right() + 10, room = std::max(10.0, area.width() - left - margin), y = layout.eve.center().y();
  layout.eve_words = {left, y - faces.name.height(), std::min(room, faces.name.horizontalAdvance(wanted.eve_words) + 2),
                      faces.name.height()};
  layout.eve_note = {left, y, std::min(room, faces.note.horizontalAdvance(wanted.eve_note) + 2), faces.note.height()};
  return layout;
}

// QPainterPath::pointAtPercent() measures the whole curve first, which for a thousand ways holds a frame up.
QPointF point_of_bow(const QPainterPath& path, double at) {
  if (path.elementCount() != 4) return path.pointAtPercent(at);
  const double rest = 1 - at;
  const auto corner = [&path](int number) { return QPointF(path.elementAt(number)); };
  return rest * rest * rest * corner(0) + 3 * rest * rest * at * corner(1) + 3 * rest * at * at * corner(2) + at * at * at * corner(3);
}

Route route_of_guests(const HostSpot& from, const HostSpot& to, double line) {
  Route route;
  route.path = bow(from, to);
  const QRectF box = route.path.boundingRect();
  const QPointF middle = point_of_bow(route.path, 0.5);
  const double width = std::max(60.0, box.width() * 0.8);
  route.words = {middle.x() - width / 2, middle.y() - line - 9, width, line};
  return route;
}

}  // namespace cleartext::gui
