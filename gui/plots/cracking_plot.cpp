#include "gui/plots/cracking_plot.h"

#include <QLocale>
#include <QPainter>
#include <algorithm>
#include <cmath>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int least_length = 1, most_length = 16;
constexpr double legend_width = 156;  // beside the curves
constexpr double year = 365.25 * 86400;
constexpr double shortest = 1e-3, longest = 1e15 * year;  // of the axis, in seconds
constexpr std::array styles{Qt::DotLine, Qt::DashLine, Qt::SolidLine, Qt::DashDotLine, Qt::DashDotDotLine};

QString big(double number) { return QLocale().toString(static_cast<qulonglong>(std::llround(number))); }

}  // namespace

QString alphabet_words(cracking::Alphabet alphabet) {
  switch (alphabet) {
    case cracking::Alphabet::digits: return CrackingPlot::tr("digits");
    case cracking::Alphabet::small_letters: return CrackingPlot::tr("small letters");
    case cracking::Alphabet::letters_and_digits: return CrackingPlot::tr("letters and digits");
    case cracking::Alphabet::printable: return CrackingPlot::tr("all signs");
    case cracking::Alphabet::words: return CrackingPlot::tr("words of a list");
  }
  return {};
}

QString time_words(double seconds) {
  const auto said = [](double number, const QString& one, const QString& many) { return number < 1.5 ? one : many.arg(big(number)); };
  if (seconds < 1) return CrackingPlot::tr("less than a second");
  if (seconds < 60) return said(seconds, CrackingPlot::tr("1 second"), CrackingPlot::tr("%1 seconds"));
  if (seconds < 3600) return said(seconds / 60, CrackingPlot::tr("1 minute"), CrackingPlot::tr("%1 minutes"));
  if (seconds < 86400) return said(seconds / 3600, CrackingPlot::tr("1 hour"), CrackingPlot::tr("%1 hours"));
  if (seconds < year) return said(seconds / 86400, CrackingPlot::tr("1 day"), CrackingPlot::tr("%1 days"));
  if (seconds < 1e6 * year) return said(seconds / year, CrackingPlot::tr("1 year"), CrackingPlot::tr("%1 years"));
  if (seconds < longest) return CrackingPlot::tr("%1 million years").arg(big(seconds / year / 1e6));
  return CrackingPlot::tr("longer than stars burn");
}

CrackingPlot::CrackingPlot(Theme& theme, QWidget* parent) : Plot(theme, tr("Guesses a second, and time against length"), parent) {
  set_title(tr("Why length wins"));
}

void CrackingPlot::show_rates(std::vector<RateSample> rates, double guesses_a_second) {
  rates_ = std::move(rates);
  rate_ = guesses_a_second;
  QStringList told{tr("%1 guesses a second").arg(big(rate_))};
  for (const auto alphabet : cracking::alphabets) {
    const int length = alphabet == cracking::Alphabet::words ? 5 : 8;
    told << tr("%1 of %2: %3").arg(length).arg(alphabet_words(alphabet), time_words(cracking::seconds_for(alphabet, length, rate_)));
  }
  setAccessibleDescription(told.join(QStringLiteral(". ")));
  update();
}

QRectF CrackingPlot::rates_field() const {
  const double line = QFontMetrics(small()).height(), left = theme_.px(84);
  const double wide = width() * 0.3 - left + theme_.px(20);
  return {left, line + theme_.px(14), std::max(10.0, wide), std::max(10.0, height() - 3 * line - theme_.px(24))};
}

std::vector<std::pair<double, QString>> CrackingPlot::marks() const {
  return {{1.0, tr("1 second")},
          {60.0, tr("1 minute")},
          {86400.0, tr("1 day")},
          {year, tr("1 year")},
          {1000 * year, tr("1,000 years")},
          {1e6 * year, tr("a million years")},
          {1.4e10 * year, tr("age of the universe")}};
}

// As wide as the longest of its words, in whatever language.
double CrackingPlot::scale_width() const {
  const QFontMetrics metrics(small());
  int widest = 0;
  for (const auto& [seconds, words] : marks()) widest = std::max(widest, metrics.horizontalAdvance(words));
  return widest + theme_.px(10);
}

QRectF CrackingPlot::times_field() const {
  const QRectF rates = rates_field();
  const double left = rates.right() + scale_width() + theme_.px(8), right = theme_.px(legend_width);
  return {left, rates.top(), std::max(10.0, width() - left - right), rates.height()};
}

QPointF CrackingPlot::place(double length, double seconds) const {
  const QRectF here = times_field();
  const double up =
      (std::log10(std::clamp(seconds, shortest, longest)) - std::log10(shortest)) / (std::log10(longest) - std::log10(shortest));
  return {here.left() + (length - least_length) / (most_length - least_length) * here.width(), here.bottom() - up * here.height()};
}

void CrackingPlot::paint(QPainter& painter) const {
  if (rate_ <= 0) return;
  paint_rates(painter);
  paint_times(painter);
}

void CrackingPlot::paint_rates(QPainter& painter) const {
  const QRectF here = rates_field();
  const QFontMetrics metrics(painter.font());
  painter.fillRect(here, theme_.color(Ink::wash));
  double most = rate_, seconds = 1e-3;
  for (const auto& sample : rates_) {
    most = std::max(most, sample.rate);
    seconds = std::max(seconds, sample.seconds);
  }
  const double step = nice_step(most, 4);
  for (double value = 0; value <= most * 1.1; value += step) {
    const double y = here.bottom() - value / (most * 1.1) * here.height();
    painter.setPen(QPen(theme_.color(Ink::line), 1));
    painter.drawLine(QPointF(here.left(), y), QPointF(here.right(), y));
    painter.setPen(theme_.color(Ink::soft));
    painter.drawText(QRectF(0, y - metrics.height() / 2.0, here.left() - theme_.px(6), metrics.height()), Qt::AlignRight | Qt::AlignVCenter,
                     big(value));
  }
  painter.setPen(theme_.color(Ink::ink));
  painter.drawText(QRectF(here.left(), 0, width() * 0.4, here.top() - theme_.px(4)), Qt::AlignLeft | Qt::AlignBottom,
                   tr("Guesses a second"));
  QPolygonF line;
  for (const auto& sample : rates_)
    line << QPointF(here.left() + sample.seconds / seconds * here.width(), here.bottom() - sample.rate / (most * 1.1) * here.height());
  if (line.size() < 2)
    line = QPolygonF{{here.left(), here.bottom() - rate_ / (most * 1.1) * here.height()},
                     {here.right(), here.bottom() - rate_ / (most * 1.1) * here.height()}};
  painter.setPen(QPen(theme_.color(Ink::eve), theme_.px(2)));
  painter.drawPolyline(line);
  painter.setPen(theme_.color(Ink::soft));
  painter.drawText(QRectF(here.left(), here.bottom() + theme_.px(4), here.width(), metrics.height()), Qt::AlignCenter,
                   tr("%1 seconds").arg(QLocale().toString(seconds, 'g', 2)));
}

void CrackingPlot::paint_times(QPainter& painter) const {
  const QRectF here = times_field();
  const QFontMetrics metrics(painter.font());
  painter.fillRect(here, theme_.color(Ink::wash));
  double above = here.bottom() + metrics.height();
  for (const auto& [seconds, words] : marks()) {
    const double y = place(least_length, seconds).y();
    painter.setPen(QPen(theme_.color(Ink::line), 1));
    painter.drawLine(QPointF(here.left(), y), QPointF(here.right(), y));
    if (above - y < metrics.height()) continue;  // where there is little room, not every line has its words
    above = y;
    painter.setPen(theme_.color(Ink::soft));
    painter.drawText(QRectF(here.left() - scale_width(), y - metrics.height() / 2.0, scale_width() - theme_.px(6), metrics.height()),
                     Qt::AlignRight | Qt::AlignVCenter, words);
  }
  const double apart = place(least_length + 1, 1).x() - place(least_length, 1).x();
  const int step = std::max(1, static_cast<int>(std::ceil(metrics.horizontalAdvance(QStringLiteral("16 ")) / apart)));
  for (int length = least_length; length <= most_length; length += step) {
    const double x = place(length, 1).x();
    painter.drawText(QRectF(x - theme_.px(14), here.bottom() + theme_.px(4), theme_.px(28), metrics.height()), Qt::AlignCenter,
                     QString::number(length));
  }
  const double beside = theme_.px(110);
  painter.drawText(
      QRectF(here.left() - beside, here.bottom() + theme_.px(4) + metrics.height(), here.width() + 2 * beside, metrics.height()),
      Qt::AlignCenter, tr("Signs, or words, in the password"));
  painter.setPen(theme_.color(Ink::ink));
  painter.drawText(QRectF(here.left(), 0, here.width() + theme_.px(legend_width), here.top() - theme_.px(4)),
                   Qt::AlignLeft | Qt::AlignBottom, tr("To try everything at this rate"));
  int number = 0;
  for (const auto alphabet : cracking::alphabets) paint_curve(painter, alphabet, number++);
}

// Each has a dash of its own, and its name where it leaves the picture.
void CrackingPlot::paint_curve(QPainter& painter, cracking::Alphabet alphabet, int number) const {
  const QFontMetrics metrics(painter.font());
  QPolygonF curve;
  for (int length = least_length; length <= most_length; ++length) {
    const double seconds = cracking::seconds_for(alphabet, length, rate_);
    curve << place(length, seconds);
    if (seconds > longest) break;
  }
  const bool words = alphabet == cracking::Alphabet::words;
  painter.setPen(QPen(theme_.color(words ? Ink::good : Ink::ink), theme_.px(words ? 2.5 : 1.8), styles[static_cast<std::size_t>(number)]));
  painter.drawPolyline(curve);
  const QRectF here = times_field();
  const double x = here.right() + theme_.px(8), y = here.top() + (4 - number) * (metrics.height() + theme_.px(8));
  painter.drawLine(QPointF(x, y + metrics.height() / 2.0), QPointF(x + theme_.px(22), y + metrics.height() / 2.0));
  painter.setPen(theme_.color(Ink::ink));
  painter.drawText(QRectF(x + theme_.px(26), y, theme_.px(legend_width - 34), metrics.height()), Qt::AlignLeft | Qt::AlignVCenter,
                   metrics.elidedText(alphabet_words(alphabet), Qt::ElideRight, theme_.px(legend_width - 36)));
}

QString CrackingPlot::told_at(const QPoint& point) const {
  const QRectF here = times_field();
  if (rate_ <= 0 || !here.contains(point)) return {};
  const int length = static_cast<int>(std::lround(least_length + (point.x() - here.left()) / here.width() * (most_length - least_length)));
  QStringList told;
  for (const auto alphabet : cracking::alphabets)
    told << tr("%1 of %2: %3").arg(length).arg(alphabet_words(alphabet), time_words(cracking::seconds_for(alphabet, length, rate_)));
  return told.join(QLatin1Char('\n'));
}

}  // namespace cleartext::gui
