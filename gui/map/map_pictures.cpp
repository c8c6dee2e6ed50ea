// Line pictures of one weight: 1.8 at scale one.
#include "gui/map/map_pictures.h"

namespace cleartext::gui {
namespace {

QPen pen(const Theme& theme, Ink ink, double width) { return {theme.color(ink), width, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin}; }

void paint_laptop(QPainter& painter, const Theme& theme) {
  painter.setPen(pen(theme, Ink::ink, 1.8));
  painter.setBrush(theme.color(Ink::card));
  painter.drawRoundedRect(QRectF(-26, -22, 52, 34), 5, 5);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.color(Ink::client_wash));
  painter.drawRoundedRect(QRectF(-20, -16, 40, 22), 2, 2);
  painter.setPen(pen(theme, Ink::ink, 1.8));
  painter.setBrush(theme.color(Ink::card));
  painter.drawPolygon(QPolygonF({{-34, 16}, {34, 16}, {29, 22}, {-29, 22}}));
}

void paint_server(QPainter& painter, const Theme& theme) {
  painter.setPen(pen(theme, Ink::ink, 1.8));
  painter.setBrush(theme.color(Ink::card));
  painter.drawRoundedRect(QRectF(-24, -34, 48, 68), 6, 6);
  painter.setPen(pen(theme, Ink::ink, 1.4));
  painter.drawLine(QPointF(-24, -11), QPointF(24, -11));
  painter.drawLine(QPointF(-24, 12), QPointF(24, 12));
  for (const double y : {-22.0, 1.0, 23.0}) {
    painter.setPen(Qt::NoPen);
    painter.setBrush(theme.color(y < 20 ? Ink::good : Ink::faint));
    painter.drawEllipse(QPointF(-14, y), 2.6, 2.6);
    painter.setPen(QPen(theme.color(Ink::line), 3, Qt::SolidLine, Qt::FlatCap));
    painter.drawLine(QPointF(0, y), QPointF(14, y));
  }
}

void paint_eve(QPainter& painter, const Theme& theme) {
  painter.setPen(pen(theme, Ink::eve, 1.8));
  painter.setBrush(theme.color(Ink::eve_wash));
  painter.drawEllipse(QPointF(0, 0), 24, 24);
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme.color(Ink::eve), 2.4));
  painter.drawArc(QRectF(-13, -11, 26, 26), 0, 180 * 16);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.color(Ink::eve));
  painter.drawRoundedRect(QRectF(-17, 0, 8, 13), 3.5, 3.5);
  painter.drawRoundedRect(QRectF(9, 0, 8, 13), 3.5, 3.5);
}

void paint_printer(QPainter& painter, const Theme& theme) {
  painter.setPen(pen(theme, Ink::ink, 1.8));
  painter.setBrush(theme.color(Ink::card));
  painter.drawRect(QRectF(-15, -24, 30, 16));
  painter.drawRoundedRect(QRectF(-25, -10, 50, 24), 5, 5);
  painter.drawRect(QRectF(-15, 5, 30, 18));
}

// What a server serves, as a sign at its foot.
void paint_sign(QPainter& painter, const Theme& theme, GuestKind kind) {
  if (kind == GuestKind::other) return;
  painter.setPen(pen(theme, Ink::ink, 1.8));
  painter.setBrush(theme.color(kind == GuestKind::mail ? Ink::selection : Ink::card));
  switch (kind) {
    case GuestKind::mail:
      painter.drawRoundedRect(QRectF(2, 14, 34, 24), 3, 3);
      painter.drawPolyline(QPolygonF({{2.5, 16}, {19, 28}, {35.5, 16}}));
      break;
    case GuestKind::files: painter.drawPolygon(QPolygonF({{4, 36}, {4, 15}, {15, 15}, {18, 19}, {36, 19}, {36, 36}})); break;
    case GuestKind::web:
      painter.drawEllipse(QPointF(19, 25), 13.5, 13.5);
      painter.setBrush(Qt::NoBrush);
      painter.drawEllipse(QPointF(19, 25), 5.5, 13.5);
      painter.drawLine(QPointF(5.5, 25), QPointF(32.5, 25));
      break;
    case GuestKind::remote:
      painter.drawRoundedRect(QRectF(2, 14, 34, 24), 3, 3);
      painter.drawPolyline(QPolygonF({{8, 20}, {13, 25}, {8, 30}}));
      painter.drawLine(QPointF(17, 31), QPointF(25, 31));
      break;
    case GuestKind::names:
      painter.drawRoundedRect(QRectF(4, 14, 30, 24), 3, 3);
      painter.drawLine(QPointF(10, 21), QPointF(28, 21));
      painter.drawLine(QPointF(10, 27), QPointF(28, 27));
      painter.drawLine(QPointF(10, 33), QPointF(20, 33));
      break;
    case GuestKind::client:
    case GuestKind::other:
    case GuestKind::more: break;
  }
}

void paint_many(QPainter& painter, const Theme& theme) {
  QPen dashed = pen(theme, Ink::faint, 1.8);
  dashed.setDashPattern({2.5, 2.5});
  painter.setPen(dashed);
  painter.setBrush(theme.color(Ink::card));
  painter.drawRoundedRect(QRectF(-26, -20, 52, 40), 6, 6);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.color(Ink::soft));
  for (const double x : {-11.0, 0.0, 11.0}) painter.drawEllipse(QPointF(x, 0), 2.8, 2.8);
}

}  // namespace

void paint_guest(QPainter& painter, const Theme& theme, GuestKind kind, const QPointF& center, double scale) {
  painter.save();
  painter.translate(center);
  painter.scale(scale, scale);
  if (kind == GuestKind::client) {
    paint_laptop(painter, theme);
  } else if (kind == GuestKind::more) {
    paint_many(painter, theme);
  } else {
    paint_server(painter, theme);
    paint_sign(painter, theme, kind);
  }
  painter.restore();
}

void paint_machine(QPainter& painter, const Theme& theme, wire::Role role, const QPointF& center, double scale) {
  painter.save();
  painter.translate(center);
  painter.scale(scale, scale);
  switch (role) {
    case wire::Role::alice:
    case wire::Role::bob:
    case wire::Role::you: paint_laptop(painter, theme); break;
    case wire::Role::crepes:
    case wire::Role::hamburger:
    case wire::Role::ftp: paint_server(painter, theme); break;
    case wire::Role::printer: paint_printer(painter, theme); break;
    case wire::Role::eve: paint_eve(painter, theme); break;
  }
  painter.restore();
}

void paint_envelope(QPainter& painter, const Theme& theme, const QPointF& center, double scale) {
  painter.save();
  painter.translate(center);
  painter.scale(scale, scale);
  painter.setPen(pen(theme, Ink::ink, 1.6));
  painter.setBrush(theme.color(Ink::selection));
  painter.drawRoundedRect(QRectF(-17, -12, 34, 24), 3, 3);
  painter.setBrush(Qt::NoBrush);
  painter.drawPolyline(QPolygonF({{-16.5, -10.5}, {0, 2}, {16.5, -10.5}}));
  painter.restore();
}

void paint_arrow(QPainter& painter, const Theme& theme, Ink ink, const QPointF& center, double scale, double angle) {
  painter.save();
  painter.translate(center);
  painter.rotate(angle);
  painter.scale(scale, scale);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme.color(ink));
  painter.drawEllipse(QPointF(0, 0), 8, 8);
  painter.setPen(QPen(theme.color(Ink::card), 1.8, Qt::SolidLine, Qt::RoundCap, Qt::RoundJoin));
  painter.drawPolyline(QPolygonF({{-1.5, -3.5}, {2.2, 0}, {-1.5, 3.5}}));
  painter.restore();
}

}  // namespace cleartext::gui
