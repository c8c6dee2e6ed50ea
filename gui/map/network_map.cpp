// Nothing moves here that no captured packet moved.
#include "gui/map/network_map.h"

#include <QDateTime>
#include <QLocale>
#include <algorithm>
#include <limits>

#include "gui/map/segment_reader.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr std::uint32_t most_of_a_batch = 2 * MapMotion::most_in_flight;  // of a longer one only the end is set in motion
constexpr int settled_milliseconds = 300;                                 // after which the cast is looked at once more

}  // namespace

NetworkMap::NetworkMap(Theme& theme, Selection& selection, QWidget* parent)
    : Card(theme, tr("The wire"), parent),
      selection_(selection),
      canvas_(new MapCanvas(theme, selection, this)),
      traffic_(selection, canvas_->cast()) {
  body()->addWidget(canvas_, 1);
  connect(&selection.recording(), &analysis::Recording::grew, this, &NetworkMap::follow);
  connect(&selection.recording(), &analysis::Recording::cleared, this, [this] {
    packets_seen_ = 0;
    choosing_.stop();
    choose_cast();
    canvas_->clear();
    refresh();
  });
  choosing_.setSingleShot(true);
  choosing_.setInterval(settled_milliseconds);
  connect(&choosing_, &QTimer::timeout, this, [this] {
    choose_cast();
    refresh();
  });
  calling_.setSingleShot(true);
  calling_.setInterval(call_milliseconds);
  connect(&calling_, &QTimer::timeout, this, [this] {
    traffic_.set_quiet(true);
    refresh();
  });
  connect(canvas_, &MapCanvas::resized, this, [this] {
    if (canvas_->cast().is_foreign() && canvas_->guest_rows() != chosen_for_) choosing_.start();
  });
  connect(&selection, &Selection::shown_until_changed, this, [this] {
    canvas_->clear();
    show_world();
    refresh();
  });
  connect(&selection, &Selection::eyes_changed, canvas_, &MapCanvas::clear);
  // What was recorded before the map came is drawn, not replayed.
  packets_seen_ = static_cast<std::uint32_t>(selection.recording().packets().size());
  refresh();
}

void NetworkMap::set_snapshot(const lab::Snapshot& snapshot) {
  constexpr std::int64_t nanoseconds = 1'000'000;  // a millisecond
  set_snapshot(snapshot, QDateTime::currentMSecsSinceEpoch() * nanoseconds);
}

void NetworkMap::set_snapshot(const lab::Snapshot& snapshot, std::int64_t taken_ns) {
  world_ = snapshot;
  history_.note(taken_ns, snapshot);
  show_world();
}

// Stepped back, queues and mailboxes hold what they held before the first packet that is not shown.
void NetworkMap::show_world() {
  const auto& packets = selection_.recording().packets();
  const std::size_t shown = selection_.packets_shown();
  const lab::Snapshot* then = shown < packets.size() ? history_.before(packets.glance(shown).time_ns) : nullptr;
  canvas_->set_snapshot(then != nullptr ? *then : world_);
}

void NetworkMap::set_services(const std::vector<lab::RunningService>& services) { canvas_->set_services(services); }

void NetworkMap::clear() {
  world_ = {};
  history_.clear();
  canvas_->set_snapshot({});
  canvas_->clear();
  traffic_.clear();
  refresh();
}

void NetworkMap::show_elsewhere() {
  elsewhere_ = true;
  choose_cast();
  refresh();
}

// While a file is read its hosts change places seldom: when there is half as much more of it, and when it rests.
void NetworkMap::follow_cast() {
  if (!elsewhere_) return;
  const std::size_t packets = selection_.recording().packets().size();
  if (packets > chosen_at_ + chosen_at_ / 2) choose_cast();
  if (packets != chosen_at_) choosing_.start();
}

void NetworkMap::choose_cast() {
  chosen_at_ = selection_.recording().packets().size();
  chosen_for_ = canvas_->guest_rows();
  canvas_->set_cast(MapCast(selection_.recording(), elsewhere_ ? MapCast::Origin::elsewhere : MapCast::Origin::lab, chosen_for_));
  traffic_.clear();
}

void NetworkMap::await_answers() {
  const auto& links = traffic_.now().links;
  if (std::ranges::any_of(links, &Link::called)) calling_.start();
}

void NetworkMap::follow() {
  traffic_.set_quiet(false);
  follow_cast();
  start_new_segments();
  refresh();
  await_answers();
}

void NetworkMap::start_new_segments() {
  const auto& packets = selection_.recording().packets();
  const auto count = static_cast<std::uint32_t>(packets.size());
  std::uint32_t first = packets_seen_;
  packets_seen_ = count;
  if (elsewhere_) return;                                                    // what is read from a file does not happen now
  if (!selection_.shows(std::numeric_limits<std::uint32_t>::max())) return;  // stepped back: what comes is not shown
  if (count - first > most_of_a_batch) first = count - most_of_a_batch;
  for (std::uint32_t i = first; i < count; ++i)
    if (const auto segment = segment_of(selection_, canvas_->cast(), packets[i])) canvas_->start(*segment);
}

void NetworkMap::refresh() {
  const MapTraffic& traffic = traffic_.read();
  canvas_->set_traffic(traffic);
  const QString packets = counted(traffic.packets, tr("1 packet"), tr("%1 packets"));
  // What the kernel had no room for, because more was said than could be read, takes the place of the connections: a longer
  // note would widen the window.
  if (const auto dropped = selection_.recording().dropped(); dropped > 0)
    return set_note(tr("%1 · %2").arg(packets, counted(dropped, tr("1 packet missed"), tr("%1 packets missed"))));
  set_note(traffic.packets == 0
               ? tr("nothing on the wire yet")
               : tr("%1 · %2").arg(counted(traffic.connections, tr("1 connection so far"), tr("%1 connections so far")), packets));
}

}  // namespace cleartext::gui
