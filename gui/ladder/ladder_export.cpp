#include "gui/ladder/ladder_export.h"

#include <QImage>
#include <QPainter>
#include <QPdfWriter>
#include <QSaveFile>
#include <QSvgGenerator>
#include <algorithm>
#include <cmath>

#include "gui/ladder/ladder_painter.h"

namespace cleartext::gui {
namespace {

constexpr double drawn_width = 900, picture_scale = 2;
constexpr double most_width = 1800, most_paper_width = 1350;  // long answers make it so wide; on paper, smaller letters could not be read
constexpr int most_picture_height = 30'000;                   // pixels; beyond it few programs open a PNG

wire::Problem refused(const QString& path, const QString& why) {
  return {(path + QStringLiteral(" cannot be written: ") + why).toStdString(), "Choose another folder."};
}

double width_for(const Ladder& ladder, const Theme& theme, double most) {
  return std::min(most, LadderPainter(theme, ladder, 1, drawn_width).whole_width());
}

void paint_all(QPainter& painter, const LadderPainter& drawn, const Theme& theme, std::size_t rows) {
  painter.setRenderHint(QPainter::Antialiasing);
  painter.fillRect(QRectF(0, 0, drawn.width(), drawn.height()), theme.color(Ink::card));
  drawn.paint_rows(painter, 0, rows, drawn.head_height());
  drawn.paint_head(painter);
}

bool write_svg(QSaveFile& file, const Ladder& ladder, const Theme& theme) {
  const LadderPainter drawn(theme, ladder, 1, width_for(ladder, theme, most_width));
  QSvgGenerator generator;
  generator.setOutputDevice(&file);
  generator.setSize(QSizeF(drawn.width(), drawn.height()).toSize());
  generator.setViewBox(QRectF(0, 0, drawn.width(), drawn.height()));
  generator.setResolution(96);
  QPainter painter;
  if (!painter.begin(&generator)) return false;
  paint_all(painter, drawn, theme, ladder.rows.size());
  return painter.end();
}

bool write_png(QSaveFile& file, const Ladder& ladder, const Theme& theme) {
  const LadderPainter drawn(theme, ladder, 1, width_for(ladder, theme, most_width));
  const double longest = most_picture_height * drawn_width / drawn.width();  // a wide one takes no more memory
  const double scale = drawn.height() * picture_scale <= longest ? picture_scale : 1;
  QImage image((QSizeF(drawn.width(), std::min(drawn.height(), most_picture_height / scale)) * scale).toSize(), QImage::Format_RGB32);
  if (image.isNull()) return false;
  QPainter painter(&image);
  painter.scale(scale, scale);
  paint_all(painter, drawn, theme, ladder.rows.size());
  painter.end();
  return image.save(&file, "PNG");
}

bool write_pdf(QSaveFile& file, const Ladder& ladder, const Theme& theme) {
  QPdfWriter writer(&file);
  const double width = width_for(ladder, theme, most_paper_width);
  writer.setPageSize(QPageSize(QPageSize::A4));
  writer.setPageOrientation(width > drawn_width ? QPageLayout::Landscape : QPageLayout::Portrait);
  writer.setPageMargins(QMarginsF(12, 12, 12, 12), QPageLayout::Millimeter);
  writer.setResolution(96);
  const LadderPainter drawn(theme, ladder, 1, width);
  QPainter painter;
  if (!painter.begin(&writer)) return false;
  const double scale = writer.width() / drawn.width(), room = writer.height() / scale - drawn.head_height();
  const auto rows = std::max<std::size_t>(1, static_cast<std::size_t>(room / drawn.row_height()));
  for (std::size_t first = 0; first == 0 || first < ladder.rows.size(); first += rows) {
    if (first > 0) writer.newPage();
    painter.save();
    painter.scale(scale, scale);
    drawn.paint_rows(painter, first, first + rows, drawn.head_height());
    drawn.paint_head(painter);
    painter.restore();
  }
  return painter.end();
}

}  // namespace

tl::expected<void, wire::Problem> write_ladder(const Ladder& ladder, const QString& path) {
  Theme paper;
  paper.set_dark(false);
  QSaveFile file(path);
  if (!file.open(QIODevice::WriteOnly)) return tl::unexpected(refused(path, file.errorString()));
  const bool done = path.endsWith(QLatin1String(".svg"), Qt::CaseInsensitive)   ? write_svg(file, ladder, paper)
                    : path.endsWith(QLatin1String(".pdf"), Qt::CaseInsensitive) ? write_pdf(file, ladder, paper)
                                                                                : write_png(file, ladder, paper);
  if (!done || !file.commit()) return tl::unexpected(refused(path, file.errorString()));
  return {};
}

}  // namespace cleartext::gui
