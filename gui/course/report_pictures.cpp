// A page of paper holds some forty rows of a ladder, so a long one goes on in the next picture.
#include "gui/course/report_pictures.h"

#include <QBuffer>
#include <QCoreApplication>
#include <QImage>
#include <numeric>

#include "gui/ladder/ladder_painter.h"
#include "gui/plots/base64_plot.h"
#include "gui/plots/traffic_plot.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Report)
};

constexpr double drawn_width = 900, fineness = 1.5;
constexpr int page_width = 640, plot_height = 420;
constexpr std::size_t rows_a_picture = 28, most_rows = 280;

grading::Picture picture_of(const QImage& image, const QString& title, const QString& words) {
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  image.save(&buffer, "PNG");
  return {title.toStdString(), words.toStdString(), "data:image/png;base64," + bytes.toBase64().toStdString(), page_width,
          page_width * image.height() / std::max(1, image.width())};
}

QImage stretch_of(const LadderPainter& drawn, const Theme& paper, std::size_t first, std::size_t last) {
  const double height = drawn.head_height() + drawn.row_height() * (static_cast<double>(last - first) + 0.5);
  QImage image((QSizeF(drawn.width(), height) * fineness).toSize(), QImage::Format_RGB32);
  image.fill(paper.color(Ink::card));
  QPainter painter(&image);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.scale(fineness, fineness);
  drawn.paint_rows(painter, first, last, drawn.head_height());
  drawn.paint_head(painter);
  return image;
}

void add_ladder(std::vector<grading::Picture>& pictures, const Theme& paper, const Ladder& ladder) {
  const LadderPainter drawn(paper, ladder, 1, drawn_width);
  const std::size_t shown = std::min(ladder.rows.size(), most_rows);
  const QString title = shown < ladder.rows.size() ? Words::tr("The ladder, its first %1 of %2 rows").arg(shown).arg(ladder.rows.size())
                                                   : Words::tr("The ladder");
  for (std::size_t first = 0; first < shown; first += rows_a_picture) {
    const std::size_t last = std::min(shown, first + rows_a_picture);
    const QString words = Words::tr("Who said what to whom, packets %1 to %2. The same stands below in words.")
                              .arg(ladder.rows[first].packet)
                              .arg(ladder.rows[last - 1].packet);
    pictures.push_back(picture_of(stretch_of(drawn, paper, first, last), title, words));
  }
}

void add_plot(std::vector<grading::Picture>& pictures, Plot& plot, const QString& title, const QString& words) {
  pictures.push_back(picture_of(plot.picture().toImage(), title, words));
}

}  // namespace

std::vector<grading::Picture> report_pictures(const analysis::Recording& recording) {
  std::vector<grading::Picture> pictures;
  if (recording.streams().empty()) return pictures;
  Theme paper;
  paper.set_dark(false);
  const Selection everything(recording);
  std::vector<std::uint32_t> streams(recording.streams().size());
  std::iota(streams.begin(), streams.end(), 0U);
  add_ladder(pictures, paper, read_ladder(everything, streams));
  TrafficPlot traffic(paper);
  traffic.resize(static_cast<int>(drawn_width), plot_height);
  const Traffic bytes = traffic_of(everything, streams, Counted::bytes, traffic.columns());
  traffic.show_traffic(bytes, Counted::bytes, {});
  add_plot(pictures, traffic, Words::tr("Bytes over time"), words_of(bytes));
  Base64Plot base64(paper);
  base64.resize(static_cast<int>(drawn_width), plot_height);
  base64.show_parts(encoded_parts(everything));
  if (!base64.parts().empty())
    add_plot(pictures, base64, Words::tr("What base64 costs"),
             Words::tr("For each part that crossed the wire in base64: its bytes, its letters, and the line ends."));
  return pictures;
}

}  // namespace cleartext::gui
