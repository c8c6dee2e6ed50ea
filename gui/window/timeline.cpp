// A few packets stand apart, with a gap where the wire was silent; many share columns, so painting costs the width only.
#include "gui/window/timeline.h"

#include <QHelpEvent>
#include <QKeyEvent>
#include <QPainter>
#include <QToolTip>
#include <algorithm>
#include <cmath>

namespace cleartext::gui {
namespace {

constexpr std::int64_t silence_ns = 250'000'000;
constexpr double margin = 10;

}  // namespace

Timeline::Timeline(Theme& theme, Selection& selection, QWidget* parent) : QWidget(parent), theme_(theme), selection_(selection) {
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  setFocusPolicy(Qt::TabFocus);
  setMouseTracking(true);
  setAccessibleName(tr("Packets in time"));
  setAccessibleDescription(tr("Left and right select the packet before and after."));
  connect(&selection.recording(), &analysis::Recording::grew, this, &Timeline::follow);
  connect(&selection.recording(), &analysis::Recording::cleared, this, &Timeline::follow);
  connect(&selection, &Selection::changed, this, qOverload<>(&QWidget::update));
  connect(&selection, &Selection::shown_until_changed, this, qOverload<>(&QWidget::update));
  connect(&theme, &Theme::changed, this, &Timeline::refresh);
}

QSize Timeline::sizeHint() const { return {theme_.px(400), theme_.px(26)}; }
QSize Timeline::minimumSizeHint() const { return {theme_.px(80), theme_.px(26)}; }

void Timeline::refresh() {
  updateGeometry();
  follow();
}

void Timeline::follow() {
  place_ticks();
  update();
}

void Timeline::resizeEvent(QResizeEvent*) { place_ticks(); }

void Timeline::place_ticks() {
  places_.clear();
  const auto& packets = selection_.recording().packets();
  const double room = width() - 2 * margin, step = theme_.px(8), pause = theme_.px(22);
  if (static_cast<double>(packets.size()) * step > room) return;
  double x = margin;
  for (std::size_t i = 0; i < packets.size(); ++i) {
    x += i > 0 && packets.glance(i).time_ns - packets.glance(i - 1).time_ns > silence_ns ? pause : step;
    places_.push_back(x);
  }
  if (places_.empty() || places_.back() <= width() - margin) return;
  for (double& place : places_) place = margin + (place - margin) * room / (x - margin);
}

double Timeline::x_of(std::uint32_t number) const {
  if (number == 0) return margin;
  if (number <= places_.size()) return places_[number - 1];
  const double count = static_cast<double>(std::max<std::size_t>(1, selection_.recording().packets().size()));
  return margin + (static_cast<double>(number) - 0.5) / count * (width() - 2 * margin);
}

std::uint32_t Timeline::packet_at(double x) const {
  const auto count = static_cast<std::uint32_t>(selection_.recording().packets().size());
  if (count == 0) return 0;
  if (places_.empty()) {
    const double part = (x - margin) / std::max(1.0, width() - 2 * margin);
    return std::clamp(static_cast<std::uint32_t>(std::clamp(part, 0.0, 1.0) * count) + 1, 1U, count);
  }
  const auto after = std::lower_bound(places_.begin(), places_.end(), x);
  auto index = static_cast<std::uint32_t>(after - places_.begin());
  if (index == count || (index > 0 && x - places_[index - 1] < places_[index] - x)) --index;
  return index + 1;
}

Ink Timeline::ink_of(std::size_t at) const {
  const auto packet = selection_.recording().packets().glance(at);
  if (packet.payload_length == 0) return Ink::faint;
  return packet.from_client ? Ink::client : Ink::server;
}

void Timeline::paint_tick(QPainter& painter, std::uint32_t packet, double x, Ink ink) const {
  const double tall = theme_.px(ink == Ink::eve ? 18 : ink == Ink::faint ? 7 : 12), wide = theme_.px(ink == Ink::faint ? 2 : 3);
  QColor color = theme_.color(ink);
  color.setAlphaF(!selection_.shows(packet) ? 0.22F : ink == Ink::eve ? 1.0F : 0.75F);
  const QRectF tick(x - wide / 2, (height() - tall) / 2, wide, tall);
  if (places_.empty() && ink != Ink::eve) return painter.fillRect(tick, color);  // one of hundreds
  painter.setBrush(color);
  painter.drawRoundedRect(tick, 1.5, 1.5);
}

void Timeline::paint_ticks(QPainter& painter) const {
  const std::size_t count = selection_.recording().packets().size();
  if (!places_.empty()) {
    for (std::size_t i = 0; i < count; ++i) paint_tick(painter, static_cast<std::uint32_t>(i + 1), places_[i], ink_of(i));
    return;
  }
  if (count == 0) return;
  painter.setRenderHint(QPainter::Antialiasing, false);
  for (double x = margin; x < width() - margin; x += theme_.px(4)) {
    const std::uint32_t packet = packet_at(x);
    paint_tick(painter, packet, x, ink_of(packet - 1));
  }
  painter.setRenderHint(QPainter::Antialiasing);
}

QRectF Timeline::head() const {
  const bool any = !selection_.recording().packets().empty();
  const double side = theme_.px(16), x = std::min(x_of(selection_.packets_shown()) + (any ? theme_.px(12) : 0), width() - side / 2 - 2);
  return {x - side / 2, (height() - side) / 2, side, side};
}

void Timeline::paintEvent(QPaintEvent*) {
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  const auto& packets = selection_.recording().packets();
  painter.fillRect(QRectF(margin, height() / 2.0 - 1, width() - 2 * margin, 2), theme_.color(Ink::line));
  painter.setPen(Qt::NoPen);
  if (const auto selected = selection_.place().packet; selected != 0 && selected <= packets.size()) {
    painter.setBrush(theme_.color(Ink::selection));
    painter.drawRoundedRect(QRectF(x_of(selected) - theme_.px(5), 1, theme_.px(10), height() - 2), 4, 4);
  }
  paint_ticks(painter);
  // Many passwords may share a column; one tick says it.
  double last = -1;
  for (const auto& credential : selection_.recording().credentials()) {
    if (credential.decrypted) continue;  // nobody overheard it
    const double x = x_of(credential.packet);
    if (credential.packet < 1 || credential.packet > packets.size() || (last >= 0 && std::abs(x - last) < theme_.px(4))) continue;
    last = x;
    paint_tick(painter, credential.packet, x, Ink::eve);
  }
  const QRectF head = this->head();
  const double side = head.width();
  painter.setBrush(theme_.color(Ink::card));
  painter.setPen(QPen(theme_.color(Ink::accent), 1.5));
  painter.drawEllipse(head);
  painter.setPen(Qt::NoPen);
  painter.setBrush(theme_.color(Ink::accent));
  painter.drawEllipse(head.adjusted(side / 4, side / 4, -side / 4, -side / 4));
  if (!hasFocus()) return;
  painter.setBrush(Qt::NoBrush);
  painter.setPen(QPen(theme_.color(Ink::ink), 1));
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), 6, 6);
}

// The last packet that is shown has its tick just before the head, and can still be clicked.
bool Timeline::is_at_head(double x) const { return x >= head().left() && x <= head().right() + theme_.px(4); }

// Behind the last packet the view is let go.
void Timeline::scrub(double x) {
  const double before_head = x - theme_.px(12);
  const auto last = selection_.packets_captured();
  if (last == 0 || before_head >= x_of(last))
    selection_.go_live();
  else
    selection_.hold(before_head < x_of(1) ? 0 : packet_at(before_head));
}

void Timeline::mousePressEvent(QMouseEvent* event) {
  scrubbing_ = is_at_head(event->position().x());
  if (!scrubbing_) selection_.select_packet(packet_at(event->position().x()));
}

void Timeline::mouseReleaseEvent(QMouseEvent*) { scrubbing_ = false; }

void Timeline::mouseMoveEvent(QMouseEvent* event) {
  setCursor(scrubbing_ || is_at_head(event->position().x()) ? Qt::SizeHorCursor : Qt::ArrowCursor);
  if (!event->buttons().testFlag(Qt::LeftButton)) return;
  if (scrubbing_)
    scrub(event->position().x());
  else
    selection_.select_packet(packet_at(event->position().x()));
}

void Timeline::keyPressEvent(QKeyEvent* event) {
  const auto count = static_cast<std::uint32_t>(selection_.recording().packets().size());
  const std::uint32_t now = selection_.place().packet;
  if (event->key() == Qt::Key_Right)
    selection_.select_packet(std::min(count, now + 1));
  else if (event->key() == Qt::Key_Left)
    selection_.select_packet(now > 1 ? now - 1 : 1);
  else if (event->key() == Qt::Key_Home)
    selection_.select_packet(1);
  else if (event->key() == Qt::Key_End)
    selection_.select_packet(count);
  else
    QWidget::keyPressEvent(event);
}

bool Timeline::event(QEvent* event) {
  if (event->type() == QEvent::ShortcutOverride && hasFocus()) {
    const int key = static_cast<QKeyEvent*>(event)->key();
    if (key == Qt::Key_Left || key == Qt::Key_Right) event->accept();
  }
  if (event->type() == QEvent::ToolTip) {
    auto* help = static_cast<QHelpEvent*>(event);
    const auto packet = selection_.recording().packet(packet_at(help->pos().x()));
    QToolTip::showText(help->globalPos(),
                       !packet ? tr("Each captured packet will be a tick here.")
                               : tr("Packet %1: %2").arg(packet->number).arg(QString::fromStdString(info(*packet))),
                       this);
    return true;
  }
  return QWidget::event(event);
}

}  // namespace cleartext::gui
