// Where there is no room for all states, those around the lit one are drawn.
#include "gui/console/state_picture.h"

#include <QAccessible>
#include <QPainter>
#include <QPainterPath>
#include <set>

#include "gui/console/coach_words.h"
#include "gui/language/table_words.h"

namespace cleartext::gui {

StatePicture::StatePicture(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  setAccessibleName(tr("States of the session"));
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  connect(&theme, &Theme::changed, this, [this] {
    updateGeometry();
    update();
  });
}

QSize StatePicture::sizeHint() const { return {theme_.px(560), theme_.px(86)}; }
QSize StatePicture::minimumSizeHint() const { return {theme_.px(120), theme_.px(86)}; }

void StatePicture::show_standing(const talk::Standing& standing, bool open) {
  machine_ = standing.tongue().machine;
  lit_ = open && machine_ != nullptr ? std::optional(standing.state()) : std::nullopt;
  const QString words = lit_ ? lit() + QStringLiteral(". ") + state_words(standing) : tr("Not connected");
  if (words != accessibleDescription()) {
    setAccessibleDescription(words);
    setToolTip(words);
    QAccessibleEvent told(this, QAccessible::DescriptionChanged);
    QAccessible::updateAccessibility(&told);
  }
  setVisible(machine_ != nullptr);
  update();
}

QString StatePicture::lit() const { return lit_ ? table_words(machine_->states[*lit_].name) : QString(); }

StatePicture::Layout StatePicture::lay_out() const {
  const QFontMetricsF metrics(theme_.words_px(12.5, true));
  Layout place;
  for (const auto& state : machine_->states) place.pill = std::max(place.pill, metrics.horizontalAdvance(table_words(state.name)));
  place.pill += theme_.px(20);
  const double least = theme_.px(44), room = width() - 2.0 * theme_.px(16);
  const auto fit = static_cast<std::size_t>(std::max(1.0, (room + least) / (place.pill + least)));
  place.count = std::min(fit, machine_->states.size());
  const std::size_t lit = lit_.value_or(0), last_first = machine_->states.size() - place.count;
  place.first = std::min(last_first, lit > place.count / 2 ? lit - place.count / 2 : 0);
  place.gap = place.count < 2 ? 0
                              : std::clamp((room - static_cast<double>(place.count) * place.pill) / static_cast<double>(place.count - 1),
                                           least, theme_.px(74) * 1.0);
  const double all = static_cast<double>(place.count) * place.pill + static_cast<double>(place.count - 1) * place.gap;
  place.left = (width() - all) / 2;
  return place;
}

void StatePicture::paintEvent(QPaintEvent*) {
  if (machine_ == nullptr) return;
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const Layout place = lay_out();
  paint_back(painter, place);
  for (std::size_t state = place.first; state < place.first + place.count; ++state) {
    if (state + 1 < place.first + place.count) paint_way(painter, place, state);
    paint_pill(painter, place, state);
  }
}

// The line to the next state, and the word that leads there.
void StatePicture::paint_way(QPainter& painter, const Layout& place, std::size_t state) const {
  const double y = top() + tall() / 2, from = place.x(state) + place.pill;
  for (const auto& step : machine_->steps) {
    if (step.to != state + 1 || (step.from >> state & 1U) == 0) continue;
    painter.setPen(QPen(theme_.color(Ink::soft), theme_.px(1.6)));
    painter.drawLine(QPointF(from, y), QPointF(from + place.gap, y));
    painter.setFont(theme_.mono_px(11));
    painter.drawText(QRectF(from - theme_.px(24), 0, place.gap + 2.0 * theme_.px(24), top() + theme_.px(4)),
                     Qt::AlignHCenter | Qt::AlignVCenter, QString::fromLatin1(step.verb.data(), static_cast<qsizetype>(step.verb.size())));
    return;
  }
}

void StatePicture::paint_back(QPainter& painter, const Layout& place) const {
  painter.setFont(theme_.mono_px(10.5));
  std::set<std::pair<std::size_t, std::size_t>> drawn;
  const double bottom = top() + tall();
  for (const auto& step : machine_->steps) {
    if (step.verb == "*" || step.answer.starts_with('5') || step.answer == "NO") continue;
    std::size_t from = machine_->states.size();
    while (from > step.to && (step.from >> from & 1U) == 0) --from;
    if (from <= step.to || from >= place.first + place.count || step.to < place.first || !drawn.insert({from, step.to}).second) continue;
    const double right = place.x(from) + place.pill / 2, left = place.x(step.to) + place.pill / 2,
                 deep = theme_.px(13) + theme_.px(4) * static_cast<double>(drawn.size());
    QPainterPath path(QPointF(right, bottom));
    path.cubicTo(QPointF(right, bottom + deep), QPointF(left, bottom + deep), QPointF(left, bottom + 2));
    painter.setBrush(Qt::NoBrush);
    painter.setPen(QPen(theme_.color(Ink::line), theme_.px(1.6)));
    painter.drawPath(path);
    const QString verb =
        step.verb == "." ? tr("a dot alone") : QString::fromLatin1(step.verb.data(), static_cast<qsizetype>(step.verb.size()));
    painter.setPen(theme_.color(Ink::soft));
    painter.drawText(QRectF((left + right) / 2 - theme_.px(60), bottom + deep * 0.75, theme_.px(120), theme_.px(14)),
                     Qt::AlignHCenter | Qt::AlignTop, verb);
  }
}

void StatePicture::paint_pill(QPainter& painter, const Layout& place, std::size_t state) const {
  const bool lit = lit_ == state;
  const QRectF pill(place.x(state), top(), place.pill, tall());
  painter.setPen(QPen(theme_.color(lit ? Ink::accent : Ink::line), theme_.px(1.4)));
  painter.setBrush(theme_.color(lit ? Ink::accent : Ink::card));
  painter.drawRoundedRect(pill, tall() / 2, tall() / 2);
  painter.setPen(theme_.color(lit ? Ink::accent_text : Ink::soft));
  painter.setFont(theme_.words_px(12.5, lit));
  painter.drawText(pill, Qt::AlignCenter, table_words(machine_->states[state].name));
}

}  // namespace cleartext::gui
