// The sketch is 730 by 270. Pictures scale with the room; type keeps its size as long as it fits.
#include "gui/map/map_layout.h"

#include <QCoreApplication>
#include <QFontMetricsF>
#include <algorithm>
#include <cmath>

#include "gui/wire/names.h"
#include "servers/wire/endpoint.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(NetworkMap)
};

struct Faces {
  QFontMetricsF name, note, mono;
};

// Where there is little height, addresses and the note on Eve go, so that names can be read from the last row.
enum class Told { all, names };

struct Place {
  wire::Role role;
  double x;  // part of the width
  bool on_road;
};

constexpr Place alice{wire::Role::alice, 0.077, true}, crepes{wire::Role::crepes, 0.305, true},
    hamburger{wire::Role::hamburger, 0.695, true}, bob{wire::Role::bob, 0.923, true}, ftp{wire::Role::ftp, 0.877, false},
    you{wire::Role::you, 0.06, false}, printer{wire::Role::printer, 0.27, false};

QSizeF picture_size(wire::Role role) {
  switch (role) {
    case wire::Role::alice:
    case wire::Role::bob:
    case wire::Role::you: return {68, 44};
    case wire::Role::crepes:
    case wire::Role::hamburger:
    case wire::Role::ftp: return {48, 68};
    case wire::Role::printer: return {52, 52};
    case wire::Role::eve: return {50, 50};
  }
  return {48, 48};
}

QString short_name(wire::Role role) {
  if (role == wire::Role::ftp) return Words::tr("FTP site");
  if (role == wire::Role::printer) return Words::tr("Printer");
  if (role == wire::Role::you) return Words::tr("You");
  return from_bytes(wire::host(role).name);
}

QRectF centered(double x, double top, double width, double height) { return {x - width / 2, top, width, height}; }

HostSpot spot_of(const Place& place, const MapWanted& wanted, Told told) {
  HostSpot spot;
  spot.machine = place.role;
  spot.name_text = short_name(place.role);
  const auto trouble = wanted.trouble.find(place.role);
  spot.troubled = trouble != wanted.trouble.end();
  if (!spot.troubled && told == Told::names) return spot;
  spot.address_text = spot.troubled ? trouble->second : from_bytes(wire::address_text(wire::host(place.role).address));
  return spot;
}

// Trouble is told in bold type.
double bold_part(const HostSpot& spot) { return spot.troubled ? 1.08 : 1; }

HostSpot road_spot(const Place& place, const QSizeF& area, const MapLayout& layout, const MapWanted& wanted, const Faces& faces,
                   Told told) {
  HostSpot spot = spot_of(place, wanted, told);
  spot.scale = layout.picture;
  const double x = place.x * area.width();
  const QSizeF size = picture_size(place.role) * layout.picture;
  spot.icon = centered(x, layout.road - size.height() / 2, size.width(), size.height());
  const double top = layout.road + 34 * layout.picture + 4 * layout.picture;
  const double lift = size.height() < 60 * layout.picture ? 10 * layout.picture : 0;
  spot.name = centered(x, top - lift, faces.name.horizontalAdvance(spot.name_text) + 2, faces.name.height());
  if (spot.address_text.isEmpty()) return spot;
  spot.address =
      centered(x, spot.name.bottom(), faces.note.horizontalAdvance(spot.address_text) * bold_part(spot) + 2, faces.note.height());
  return spot;
}

HostSpot corner_spot(const Place& place, const QSizeF& area, const MapLayout& layout, const MapWanted& wanted, const Faces& faces,
                     double right_end, Told told) {
  HostSpot spot = spot_of(place, wanted, told);
  spot.on_road = false;
  spot.scale = layout.picture * 0.65;
  const double y = layout.eve.center().y();
  const QSizeF size = picture_size(place.role) * layout.picture * 0.65;
  const double x = std::max(place.x * area.width(), size.width() / 2 + 6);
  spot.icon = centered(x, y - size.height() / 2, size.width(), size.height());
  const double left = spot.icon.right() + 6, room = right_end - left;
  if (faces.name.horizontalAdvance(spot.name_text) + 2 > room && place.role == wire::Role::ftp) spot.name_text = QStringLiteral("FTP");
  const double width = faces.name.horizontalAdvance(spot.name_text) + 2,
               address = faces.note.horizontalAdvance(spot.address_text) * bold_part(spot) + 2;
  const bool two = address <= room && !spot.address_text.isEmpty();
  if (!two) spot.address_text.clear();
  const double top = y - (faces.name.height() + (two ? faces.note.height() : 0)) / 2;
  spot.name = {left, top, width, faces.name.height()};
  if (two) spot.address = {left, spot.name.bottom(), address, faces.note.height()};
  return spot;
}

void place_pill(HostSpot& spot, const QString& text, const MapLayout& layout, const Faces& faces) {
  if (text.isEmpty()) return;
  const double height = faces.note.height() + 6;
  const double width = std::max(84 * layout.picture, faces.note.horizontalAdvance(text) * 1.06 + 24);
  spot.pill = centered(spot.icon.center().x(), layout.road - 34 * layout.picture - 7 * layout.picture - height, width, height);
}

// Nothing touches the upper and the lower edge.
double edge_of(const QSizeF& area) { return std::clamp(area.height() * 0.02, 5.0, 8.0); }

void place_rows(MapLayout& layout, const QSizeF& area, const Faces& faces, bool addresses) {
  const double p = layout.picture, pill = faces.note.height() + 6;
  const double labels = 4 * p + faces.name.height() + (addresses ? faces.note.height() : 0);
  const double lane = faces.mono.height() + 4 + 9 * p;
  const double used = pill + 7 * p + 68 * p + labels + lane + 8 * p + 50 * p;
  const double edge = edge_of(area), spare = std::max(0.0, area.height() - used - 2 * edge);
  layout.road = edge + spare * 0.3 + pill + 7 * p + 34 * p;
  layout.lane = layout.road + 34 * p + labels + lane + spare * 0.1;
  const double eve_top = layout.lane + 8 * p + spare * 0.12;
  layout.eve = {area.width() / 2 - 25 * p, eve_top, 50 * p, 50 * p};
}

void place_eve_words(MapLayout& layout, const MapWanted& wanted, const Faces& faces, double right_end) {
  const double left = layout.eve.right() + 11 * layout.picture, y = layout.eve.center().y();
  const double room = std::max(10.0, right_end - left);
  layout.eve_words = {left, y - faces.name.height(), std::min(room, faces.name.horizontalAdvance(wanted.eve_words) + 2),
                      faces.name.height()};
  if (wanted.eve_note.isEmpty()) return layout.eve_words.moveTop(y - faces.name.height() / 2);
  layout.eve_note = {left, y, std::min(room, faces.note.horizontalAdvance(wanted.eve_note) + 2), faces.note.height()};
}

MapLayout attempt(const QSizeF& area, const Theme& theme, const MapWanted& wanted, double picture, double type, Told told) {
  MapLayout layout;
  layout.picture = picture;
  layout.type = type;
  const Faces faces{QFontMetricsF(theme.words_px(13 * type, true)), QFontMetricsF(theme.words_px(11.5 * type)),
                    QFontMetricsF(theme.mono_px(11.5 * type))};
  place_rows(layout, area, faces, told == Told::all || !wanted.trouble.empty());
  for (const Place& place : {alice, crepes, hamburger, bob}) layout.hosts.push_back(road_spot(place, area, layout, wanted, faces, told));
  place_pill(layout.hosts[1], wanted.crepes_pill, layout, faces);
  place_pill(layout.hosts[2], wanted.hamburger_pill, layout, faces);
  layout.hosts.push_back(corner_spot(ftp, area, layout, wanted, faces, area.width() - 4, told));
  const double ftp_left = layout.hosts.back().icon.left() - 8;
  const double eve_left = layout.eve.left() - 8;
  if (wanted.you)
    layout.hosts.push_back(corner_spot(you, area, layout, wanted, faces, wanted.printer ? 0.22 * area.width() : eve_left, told));
  if (wanted.printer) layout.hosts.push_back(corner_spot(printer, area, layout, wanted, faces, eve_left, told));
  place_eve_words(layout, wanted, faces, ftp_left);
  const bool whole = layout.eve_words.width() >= faces.name.horizontalAdvance(wanted.eve_words) &&
                     layout.eve_note.width() >= faces.note.horizontalAdvance(wanted.eve_note);
  if (!whole) layout.type = -type;  // does not fit
  return layout;
}

}  // namespace

const HostSpot* MapLayout::spot(Machine machine) const {
  const auto found = std::find_if(hosts.begin(), hosts.end(), [machine](const HostSpot& one) { return one.machine == machine; });
  return found == hosts.end() ? nullptr : &*found;
}

std::vector<QRectF> MapLayout::texts() const {
  std::vector<QRectF> boxes;
  for (const HostSpot& host : hosts)
    for (const QRectF& box : {host.name, host.address, host.pill})
      if (!box.isEmpty()) boxes.push_back(box);
  boxes.push_back(eve_words);
  if (!eve_note.isEmpty()) boxes.push_back(eve_note);
  return boxes;
}

bool MapLayout::fits(const QSizeF& area) const {
  const double edge = edge_of(area);
  const QRectF whole = QRectF(QPointF(0, 0), area).adjusted(0, edge - 0.5, 0, 0.5 - edge);
  const std::vector<QRectF> boxes = texts();
  for (std::size_t i = 0; i < boxes.size(); ++i) {
    if (!whole.contains(boxes[i])) return false;
    for (std::size_t j = i + 1; j < boxes.size(); ++j)
      if (boxes[i].adjusted(0.5, 0.5, -0.5, -0.5).intersects(boxes[j])) return false;
    for (const HostSpot& host : hosts)
      if (host.icon.intersects(boxes[i].adjusted(0.5, 0.5, -0.5, -0.5))) return false;
    // Eve's line falls from the road to her: nothing is written across it.
    const QRectF tap(eve.center().x() - 3, road, 6, eve.top() - road);
    if (boxes[i].intersects(tap)) return false;
  }
  return eve.bottom() <= whole.bottom();
}

static MapLayout largest(const QSizeF& area, const Theme& theme, const MapWanted& wanted, Told told) {
  const double picture = std::clamp(std::min(area.width() / 730, area.height() / 270), 0.4, 4.0);
  double type = std::max(1.0, 0.9 * picture / theme.scale());
  MapLayout layout = attempt(area, theme, wanted, picture, type, told);
  double smaller = picture;
  while ((layout.type < 0 || !layout.fits(area)) && type > 0.5) {
    type -= 0.04;
    smaller = std::max(0.4, smaller * 0.985);
    layout = attempt(area, theme, wanted, smaller, type, told);
  }
  layout.type = std::abs(layout.type);
  return layout;
}

MapLayout lay_out(const QSizeF& area, const Theme& theme, const MapWanted& wanted) {
  constexpr double readable = 0.9;
  MapLayout layout = largest(area, theme, wanted, Told::all);
  if (layout.type >= readable) return layout;
  MapWanted less = wanted;
  less.eve_note.clear();
  MapLayout names = largest(area, theme, less, Told::names);
  return names.type > layout.type ? names : layout;
}

}  // namespace cleartext::gui
