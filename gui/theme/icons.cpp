// Icons are SVG drawn by us with two words for colours: INK for the lines and WASH for the surface inside them.
#include <QFile>
#include <QPainter>
#include <QSvgRenderer>
#include <cmath>

#include "gui/theme/theme.h"

// Outside every namespace, because the macro declares a function: static libraries must ask for their resources.
static void load_icons() { Q_INIT_RESOURCE(icons); }

namespace cleartext::gui {
namespace {

QByteArray drawing(const Theme& theme, const QString& name, Ink ink) {
  load_icons();
  QFile file(QStringLiteral(":/icons/%1.svg").arg(name));
  if (!file.open(QIODevice::ReadOnly)) return {};
  QByteArray svg = file.readAll();
  svg.replace("INK", theme.color(ink).name().toLatin1());
  svg.replace("WASH", theme.color(Ink::card).name().toLatin1());
  return svg;
}

}  // namespace

QPixmap Theme::picture(const QString& name, Ink ink, int height, double device_ratio) const {
  QSvgRenderer renderer(drawing(*this, name, ink));
  if (!renderer.isValid() || height <= 0) return {};
  const QSizeF natural = renderer.defaultSize();
  const double width = height * natural.width() / natural.height();
  QPixmap pixmap(static_cast<int>(std::ceil(width * device_ratio)), static_cast<int>(std::ceil(height * device_ratio)));
  pixmap.fill(Qt::transparent);
  QPainter painter(&pixmap);
  painter.setRenderHint(QPainter::Antialiasing);
  renderer.render(&painter, QRectF(0, 0, width * device_ratio, height * device_ratio));
  painter.end();
  pixmap.setDevicePixelRatio(device_ratio);
  return pixmap;
}

QIcon Theme::icon(const QString& name, Ink ink) const {
  QIcon icon;
  for (const int height : {16, 20, 24, 32, 48, 64, 128}) icon.addPixmap(picture(name, ink, height, 1.0));
  return icon;
}

}  // namespace cleartext::gui
