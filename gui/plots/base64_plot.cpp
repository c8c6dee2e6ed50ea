#include "gui/plots/base64_plot.h"

#include <QLocale>
#include <QMouseEvent>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr std::size_t most_parts = 12;

QString bytes_words(std::uint64_t bytes) {
  return counted(static_cast<std::size_t>(bytes), Base64Plot::tr("1 byte"), Base64Plot::tr("%1 bytes"));
}
QString percent_words(double part) { return Base64Plot::tr("%1 %").arg(QLocale().toString(part * 100, 'f', 1)); }

}  // namespace

// RFC 2045, 6.8: four letters for three bytes, the last four filled up.
std::vector<EncodedPart> encoded_parts(const Selection& selection) {
  std::vector<EncodedPart> parts;
  for (const auto& message : selection.recording().messages()) {
    if (!message.complete || !selection.shows(message.packet)) continue;
    for (const auto& part : message.parts) {
      if (part.encoding != "base64" || part.bytes == 0 || parts.size() == most_parts) continue;
      const QString name = QString::fromStdString(part.filename.empty() ? part.type : part.filename);
      const QString words = Base64Plot::tr("%1 by %2, packet %3").arg(name, protocol_name(message.protocol)).arg(message.packet);
      parts.push_back({words, message.packet, part.bytes, (part.bytes + 2) / 3 * 4, part.length});
    }
  }
  return parts;
}

Base64Plot::Base64Plot(Theme& theme, QWidget* parent) : Plot(theme, tr("What base64 costs"), parent) { set_title(tr("What base64 costs")); }

void Base64Plot::show_parts(std::vector<EncodedPart> parts) {
  parts_ = std::move(parts);
  QStringList told;
  for (const auto& part : parts_)
    told << tr("%1: %2, on the wire %3, %4 more")
                .arg(part.words, bytes_words(part.bytes), bytes_words(part.wire), percent_words(part.overhead()));
  setAccessibleDescription(told.join(QStringLiteral(". ")));
  update();
}

double Base64Plot::row_height() const {
  return std::min<double>(theme_.px(92), (height() - theme_.px(36)) / static_cast<double>(std::max<std::size_t>(1, parts_.size())));
}

int Base64Plot::row_at(double y) const {
  const int row = static_cast<int>((y - theme_.px(32)) / row_height());
  return y >= theme_.px(32) && row < static_cast<int>(parts_.size()) ? row : -1;
}

void Base64Plot::paint(QPainter& painter) const {
  const QFontMetrics metrics(painter.font());
  double x = theme_.px(12);
  const double tall = metrics.height();
  const auto entry = [&](Ink ink, Qt::BrushStyle style, const QString& words) {
    painter.fillRect(QRectF(x, theme_.px(8) + tall * 0.2, tall * 0.6, tall * 0.6), QBrush(theme_.color(ink), style));
    x += tall * 0.6 + theme_.px(6);
    painter.setPen(theme_.color(Ink::ink));
    painter.drawText(QRectF(x, theme_.px(8), width() - x, tall), Qt::AlignLeft | Qt::AlignVCenter, words);
    x += metrics.horizontalAdvance(words) + theme_.px(16);
  };
  entry(Ink::ink, Qt::SolidPattern, tr("the bytes themselves"));
  entry(Ink::accent, Qt::BDiagPattern, tr("four letters for three bytes"));
  entry(Ink::soft, Qt::Dense4Pattern, tr("line ends"));
  double most = 1;
  for (const auto& part : parts_) most = std::max(most, static_cast<double>(part.wire));
  for (std::size_t row = 0; row < parts_.size(); ++row) paint_row(painter, row, most);
}

void Base64Plot::paint_row(QPainter& painter, std::size_t row, double most) const {
  const auto& part = parts_[row];
  const QFontMetrics metrics(painter.font());
  const double top = theme_.px(32) + static_cast<double>(row) * row_height(), left = theme_.px(12), room = width() - left - theme_.px(16);
  painter.setPen(theme_.color(Ink::ink));
  const QString words =
      tr("%1: %2 became %3, %4 more").arg(part.words, bytes_words(part.bytes), bytes_words(part.wire), percent_words(part.overhead()));
  painter.drawText(QRectF(left, top, room, metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(words, Qt::ElideMiddle, static_cast<int>(room)));
  const double tall = std::max(4.0, std::min<double>(theme_.px(20), (row_height() - metrics.height() - theme_.px(10)) / 2));
  const auto bar = [&](double y, double from, double to, Ink ink, Qt::BrushStyle style) {
    painter.fillRect(QRectF(left + from / most * room, y, std::max(1.0, (to - from) / most * room), tall),
                     QBrush(theme_.color(ink), style));
  };
  const double first = top + metrics.height() + theme_.px(2), second = first + tall + theme_.px(2);
  const double bytes = static_cast<double>(part.bytes), letters = static_cast<double>(std::min(part.letters, part.wire)),
               wire = static_cast<double>(part.wire);
  bar(first, 0, bytes, Ink::ink, Qt::SolidPattern);
  bar(second, 0, bytes, Ink::ink, Qt::SolidPattern);
  bar(second, bytes, letters, Ink::accent, Qt::BDiagPattern);
  bar(second, letters, wire, Ink::soft, Qt::Dense4Pattern);
}

QString Base64Plot::told_at(const QPoint& point) const {
  const int row = row_at(point.y());
  if (row < 0) return {};
  const auto& part = parts_[static_cast<std::size_t>(row)];
  return tr("%1\n%2, as letters %3, with line ends %4")
      .arg(part.words, bytes_words(part.bytes), bytes_words(part.letters), bytes_words(part.wire));
}

void Base64Plot::mousePressEvent(QMouseEvent* event) {
  if (const int row = row_at(event->position().y()); event->button() == Qt::LeftButton && row >= 0)
    Q_EMIT packet_chosen(parts_[static_cast<std::size_t>(row)].packet);
}

}  // namespace cleartext::gui
