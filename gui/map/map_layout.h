// Where everything on the map stands, for any size: the mail road on one line, Eve beneath it, the rest in the corners.
// The type shrinks before two words touch; a test looks at every pair.
#pragma once
#include <QPainterPath>
#include <QRectF>
#include <map>
#include <optional>
#include <vector>

#include "gui/map/map_cast.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

struct HostSpot {
  Machine machine;
  QRectF icon, name, address;  // address may be empty where there is no room
  QRectF pill;                 // servers on the road
  QString name_text, address_text;
  bool troubled = false;                // its address makes room for what is wrong with it
  bool on_road = true;                  // else in the lower row, smaller
  double scale = 1;                     // of its picture
  GuestKind guest = GuestKind::client;  // of a guest: what it is, and where
  GuestColumn column = GuestColumn::left;
  QRectF all() const { return icon.united(name).united(address).united(pill); }
};

// A way between two machines and the room for words beside it.
struct Route {
  QPainterPath path;                    // from the client to the server
  QRectF words, ports;                  // for the line on its way, for "TCP 41022 → 25"; may be empty
  std::vector<QRectF> wider;            // where words go for which that is too narrow
  QRectF room_for(double width) const;  // the first that is wide enough, else the widest
};

struct MapWanted {
  bool you = false, printer = false;
  QString crepes_pill, hamburger_pill;
  QString eve_words, eve_note;
  std::map<wire::Role, QString> trouble = {};  // in a few words, in place of the address
};

struct MapLayout {
  double picture = 1;         // scale of pictures; 1 is the sketch
  double type = 1;            // factor on the theme's type
  double road = 0, lane = 0;  // y of the mail road and of the lane beneath it
  std::vector<HostSpot> hosts;
  QRectF eve, eve_words, eve_note;
  const HostSpot* spot(Machine machine) const;
  Route route(Machine client, Machine server, double line_height) const;
  std::vector<QRectF> texts() const;  // every box of words, for the test
  bool fits(const QSizeF& area) const;
};

Route route_of_guests(const HostSpot& from, const HostSpot& to, double line_height);
MapLayout lay_out(const QSizeF& area, const Theme& theme, const MapWanted& wanted);

}  // namespace cleartext::gui
