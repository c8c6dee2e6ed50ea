#include "gui/wire/time_axis.h"

#include <QCoreApplication>
#include <QLocale>
#include <algorithm>
#include <cmath>

#include "gui/theme/plot.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(TimeAxis)
};

constexpr std::int64_t long_ns = 1'000'000'000;
constexpr std::size_t most_silences = 12;
constexpr double folded_part = 0.04;  // of the axis, for each

double in_seconds(std::int64_t ns) { return static_cast<double>(ns) / 1e9; }

}  // namespace

double TimeAxis::on_axis(std::int64_t time_ns) const {
  double on = in_seconds(time_ns - start_ns);
  for (const Silence& silence : silences) {
    if (time_ns <= silence.begin_ns) break;
    const double gone = in_seconds(std::min(time_ns - silence.begin_ns, silence.length_ns));
    on -= gone - fold * gone / in_seconds(silence.length_ns);
  }
  return on;
}

std::int64_t TimeAxis::time_at(double on_axis) const {
  double left_out = 0;
  for (const Silence& silence : silences) {
    if (on_axis <= silence.at) break;
    if (on_axis < silence.at + fold) return silence.begin_ns + silence.length_ns;
    left_out += in_seconds(silence.length_ns) - fold;
  }
  return start_ns + static_cast<std::int64_t>((on_axis + left_out) * 1e9);
}

double TimeAxis::since_first(double on_axis) const { return in_seconds(time_at(on_axis) - start_ns); }

void TimeAxisMaker::said_at(std::int64_t time_ns) {
  if (!any_) first_ns_ = last_ns_ = time_ns;
  any_ = true;
  if (time_ns - last_ns_ > long_ns && silences_.size() <= most_silences) silences_.push_back({last_ns_, time_ns - last_ns_, 0});
  last_ns_ = std::max(last_ns_, time_ns);
}

// Silences are left out only where nearly all of the time nobody spoke.
TimeAxis TimeAxisMaker::axis() const {
  TimeAxis made;
  made.start_ns = first_ns_;
  made.seconds = std::max(0.001, in_seconds(last_ns_ - first_ns_));
  double silent = 0;
  for (const Silence& one : silences_) silent += in_seconds(one.length_ns);
  if (silences_.empty() || silences_.size() > most_silences || silent < made.seconds * 2 / 3) return made;
  const double spoken = std::max(0.001, made.seconds - silent);
  made.fold = spoken * folded_part / (1 - folded_part * static_cast<double>(silences_.size()));
  made.silences = silences_;
  for (Silence& one : made.silences) one.at = made.on_axis(one.begin_ns);
  made.seconds = spoken + made.fold * static_cast<double>(made.silences.size());
  return made;
}

int seconds_height(const QFont& font, const Theme& theme) { return 2 * QFontMetrics(font).height() + theme.px(8); }

void paint_seconds(QPainter& painter, const Theme& theme, const QRectF& here, const TimeAxis& axis, const QString& since) {
  const QFontMetrics metrics(painter.font());
  const double step = nice_step(axis.seconds, here.width() / theme.px(90));
  painter.setPen(theme.color(Ink::soft));
  for (double second = 0; second <= axis.seconds + step / 1000; second += step) {
    const double x = here.left() + second / axis.seconds * here.width();
    painter.drawLine(QPointF(x, here.bottom()), QPointF(x, here.bottom() + theme.px(3)));
    painter.drawText(QRectF(x - theme.px(40), here.bottom() + theme.px(4), theme.px(80), metrics.height()), Qt::AlignCenter,
                     QLocale().toString(second, 'g', 6));
  }
  painter.drawText(QRectF(here.left(), here.bottom() + theme.px(4) + metrics.height(), here.width(), metrics.height()), Qt::AlignCenter,
                   axis.silences.empty() ? since : Words::tr("Seconds in which something was said"));
}

void paint_silences(QPainter& painter, const Theme& theme, const QRectF& here, const TimeAxis& axis) {
  const QFontMetrics metrics(painter.font());
  const auto fold_of = [&](const Silence& silence) {
    return QRectF(here.left() + silence.at / axis.seconds * here.width(), here.top(), axis.fold / axis.seconds * here.width(),
                  here.height());
  };
  for (const Silence& silence : axis.silences) {
    painter.fillRect(fold_of(silence), theme.color(Ink::card));
    painter.fillRect(fold_of(silence), QBrush(theme.color(Ink::line), Qt::BDiagPattern));
  }
  double free_from = here.left();  // the words of one lie over the next one's fold
  for (const Silence& silence : axis.silences) {
    const QRectF fold = fold_of(silence);
    const QString words = Words::tr("%1 s silence").arg(QLocale().toString(std::llround(in_seconds(silence.length_ns))));
    const double room = metrics.horizontalAdvance(words) + theme.px(6), begin = std::max(fold.center().x() - room / 2, free_from);
    if (begin + room > here.right() || begin > fold.right()) continue;
    const QRectF box(begin, here.bottom() - metrics.height(), room, metrics.height());
    painter.fillRect(box, theme.color(Ink::card));
    painter.setPen(theme.color(Ink::soft));
    painter.drawText(box, Qt::AlignCenter, words);
    free_from = box.right() + theme.px(4);
  }
}

}  // namespace cleartext::gui
