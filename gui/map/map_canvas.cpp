// State, arrangement and input of the map; painting is in map_painting.cpp.
#include "gui/map/map_canvas.h"

#include <QKeyEvent>
#include <QMouseEvent>
#include <QPainterPathStroker>
#include <algorithm>
#include <cmath>
#include <tuple>
#include <utility>

#include "gui/map/host_state.h"
#include "gui/map/segment_reader.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int frame_milliseconds = 16;

// Where a segment rests: past the middle, so that its way can be read, and beneath its words.
double resting_part(const Route& route, bool from_client) {
  for (const double part : {0.62, 0.5, 0.38, 0.3, 0.7}) {
    const double x = route.path.pointAtPercent(from_client ? part : 1 - part).x();
    if (x > route.words.left() + 12 && x < route.words.right() - 12) return part;
  }
  return 0.62;
}

}  // namespace

MapCanvas::MapCanvas(Theme& theme, Selection& selection, QWidget* parent) : QWidget(parent), theme_(theme), selection_(selection) {
  setFocusPolicy(Qt::TabFocus);  // a click must not steal the arrows from the lesson
  setMouseTracking(true);
  setAccessibleName(tr("Map of the network"));
  setAccessibleDescription(tr("Left and right go from one line on the wire to the next. Tab goes to the machines."));
  for (const wire::Role role : {wire::Role::alice, wire::Role::crepes, wire::Role::hamburger, wire::Role::bob, wire::Role::eve,
                                wire::Role::ftp, wire::Role::you, wire::Role::printer})
    places_.push_back(new HostPlace(theme, role, this));
  clock_.start();
  frames_.setInterval(frame_milliseconds);
  frames_.setTimerType(Qt::PreciseTimer);
  connect(&frames_, &QTimer::timeout, this, &MapCanvas::tick);
  connect(&theme, &Theme::changed, this, &MapCanvas::arrange);
  connect(&selection, &Selection::changed, this, qOverload<>(&QWidget::update));
  connect(&selection, &Selection::mask_changed, this, qOverload<>(&QWidget::update));
  arrange();
}

void MapCanvas::set_snapshot(const lab::Snapshot& snapshot) {
  snapshot_ = snapshot;
  has_snapshot_ = !snapshot.queues.empty() || !snapshot.mailboxes.empty();
  arrange();
}

void MapCanvas::set_services(const std::vector<lab::RunningService>& services) {
  services_ = services;
  arrange();
}

// Where everything stands follows from few of its figures.
void MapCanvas::set_traffic(const MapTraffic& traffic) {
  const auto places = [](const MapTraffic& of) {
    return std::tuple(of.links.size(), of.packets == 0, of.passwords, of.digests, of.you, of.printer);
  };
  const bool moved = std::exchange(recast_, false) || places(traffic) != places(traffic_);
  traffic_ = traffic;
  if (moved)
    arrange();
  else
    update();
}

void MapCanvas::start(const Segment& segment) {
  if (theme_.rest()) {
    motion_.put(segment);
  } else {
    motion_.start(segment, clock_.elapsed());
    if (!frames_.isActive()) frames_.start();
  }
  update();
}

void MapCanvas::tick() {
  motion_.advance(clock_.elapsed());
  if (motion_.flying().empty()) frames_.stop();
  update();
}

void MapCanvas::clear() {
  frames_.stop();
  motion_.clear();
  update();
}

double MapCanvas::line_height() const { return QFontMetricsF(wire_font()).height() + 2; }

void MapCanvas::set_cast(const MapCast& cast) {
  cast_ = cast;
  recast_ = true;
  motion_.clear();
  std::erase_if(places_, [](HostPlace* place) {
    if (place->machine().is_guest()) place->deleteLater();
    return place->machine().is_guest();
  });
  for (const Guest& guest : cast_.guests()) places_.push_back(new HostPlace(theme_, guest.machine, this));
}

static QString note_of(const MapTraffic& traffic) {
  const QString digests = counted(traffic.digests, MapCanvas::tr("1 digest"), MapCanvas::tr("%1 digests"));
  if (traffic.packets == 0) return MapCanvas::tr("nothing to hear yet");
  if (traffic.passwords == 0)
    return traffic.digests == 0 ? MapCanvas::tr("no password yet") : MapCanvas::tr("no password yet, but %1").arg(digests);
  if (traffic.digests == 0)
    return counted(traffic.passwords, MapCanvas::tr("1 password in her notebook"), MapCanvas::tr("%1 passwords in her notebook"));
  return MapCanvas::tr("%1 and %2").arg(counted(traffic.passwords, MapCanvas::tr("1 password"), MapCanvas::tr("%1 passwords")), digests);
}

void MapCanvas::arrange() {
  wanted_ = {traffic_.you, traffic_.printer, pill(wire::Role::crepes), pill(wire::Role::hamburger), {}, {}, {}};
  wanted_.eve_words = traffic_.packets == 0 ? tr("Eve listens") : tr("Eve hears every byte");
  wanted_.eve_note = note_of(traffic_);
  take_trouble();
  layout_ = cast_.is_foreign() ? lay_out_guests(size(), theme_, cast_, wanted_) : lay_out(size(), theme_, wanted_);
  tap_ = find_tap();
  arrange_places();
  update();
}

// What was broken on purpose shows as long as it is on.
void MapCanvas::take_trouble() {
  if (!has_snapshot_ || cast_.is_foreign()) return;
  for (const auto& host : wire::hosts())
    if (const auto state = state_of(snapshot_, host.role); !state.words.isEmpty()) wanted_.trouble[host.role] = state.words;
  if (!faults_of(snapshot_, wire::Role::eve).empty()) wanted_.eve_words = tr("Eve stands in the middle");
}

void MapCanvas::arrange_places() {
  for (HostPlace* place : places_) {
    const HostSpot* spot = layout_.spot(place->machine());
    const QRectF box = place->machine() == Machine(wire::Role::eve) ? layout_.eve.united(layout_.eve_words).united(layout_.eve_note)
                       : spot != nullptr                            ? spot->all()
                                                                    : QRectF();
    place->setVisible(!box.isEmpty());
    if (!box.isEmpty()) place->setGeometry(box.adjusted(-4, -3, 4, 3).toAlignedRect());
    const Guest* guest = cast_.guest(place->machine());
    place->tell(guest != nullptr ? guest->name : from_bytes(wire::host(place->machine().role()).name), told(place->machine()));
  }
}

QString MapCanvas::told(Machine machine) const {
  if (const Guest* guest = cast_.guest(machine)) return guest->told;
  return told(wire::host(machine.role()));
}

QString MapCanvas::pill(wire::Role role) const {
  if (!has_snapshot_) return {};
  QStringList parts;
  for (const lab::Snapshot::Queue& queue : snapshot_.queues)
    if (queue.role == role && (queue.waiting > 0 || role == wire::Role::crepes)) parts << tr("queue %1").arg(queue.waiting);
  int mails = 0;
  bool has_box = false;
  for (const lab::Snapshot::Mailbox& box : snapshot_.mailboxes) {
    const wire::Host* host = wire::host_named(std::string_view(box.address).substr(box.address.find('@') + 1));
    if (host == nullptr || host->role != role) continue;
    has_box = true;
    mails += box.mails;
  }
  if (has_box && (mails > 0 || role == wire::Role::hamburger)) parts << tr("mailbox %1").arg(mails);
  return parts.join(QStringLiteral(" · "));
}

QString MapCanvas::services_of(wire::Role role) const {
  QStringList words;
  for (const lab::RunningService& service : services_)
    if (service.role == role) words << tr("%1 on port %2").arg(from_bytes(wire::name(service.service))).arg(service.at.port);
  return words.join(QStringLiteral(", "));
}

QString MapCanvas::told(const wire::Host& host) const {
  QStringList words{from_bytes(host.name) + QStringLiteral(" · ") + from_bytes(wire::address_text(host.address))};
  if (host.host_name != host.name) words << from_bytes(host.host_name);
  const auto faults = faults_of(snapshot_, host.role);
  if (host.role == wire::Role::eve && faults.empty()) words << tr("Listens on the wire. Sends nothing.");
  if (host.role == wire::Role::you) words << tr("Whoever connects from outside the lesson.");
  if (const QString services = services_of(host.role); !services.isEmpty()) words << services;
  for (const lab::Snapshot::Queue& queue : snapshot_.queues)
    if (queue.role == host.role) {
      words << counted(static_cast<std::size_t>(queue.waiting), tr("1 letter in the queue"), tr("%1 letters in the queue"));
      if (!queue.last_answer.empty()) words << tr("Last answer: %1").arg(from_bytes(queue.last_answer));
    }
  for (const lab::Snapshot::Mailbox& box : snapshot_.mailboxes) {
    const wire::Host* owner = wire::host_named(std::string_view(box.address).substr(box.address.find('@') + 1));
    if (owner != nullptr && owner->role == host.role)
      words << from_bytes(box.address) + QStringLiteral(": ") +
                   counted(static_cast<std::size_t>(box.mails), tr("1 letter"), tr("%1 letters"));
  }
  for (const QString& fault : faults) words << fault;
  return words.join(QLatin1Char('\n'));
}

void MapCanvas::resizeEvent(QResizeEvent*) {
  arrange();
  Q_EMIT resized();
}

Mark MapCanvas::mark(const Segment& segment, double part) const {
  const Route route = layout_.route(segment.client, segment.server, line_height());
  Mark mark;
  mark.segment = segment;
  if (route.path.isEmpty()) return mark;
  const double along = segment.from_client ? part : 1 - part;
  mark.at = route.path.pointAtPercent(along);
  const QPointF ahead = route.path.pointAtPercent(std::clamp(along + (segment.from_client ? 0.01 : -0.01), 0.0, 1.0)) - mark.at;
  mark.angle = std::hypot(ahead.x(), ahead.y()) < 1e-6 ? 0 : std::atan2(ahead.y(), ahead.x()) * 180 / 3.14159265358979;
  mark.selected = segment.packet == selection_.place().packet;
  return mark;
}

// Flying ones, the resting one, and the selected one where it lies on another line.
std::vector<Mark> MapCanvas::marks() const {
  std::vector<Mark> all;
  const auto add = [&](const Segment& segment, double part) {
    const Route route = layout_.route(segment.client, segment.server, line_height());
    if (!route.path.isEmpty()) all.push_back(mark(segment, part >= 0 ? part : resting_part(route, segment.from_client)));
  };
  constexpr double at_rest = -1;
  const auto chosen = selection_.recording().packet(selection_.place().packet);
  const auto selected = !chosen || !selection_.shows(chosen->number) ? std::nullopt : segment_of(selection_, cast_, *chosen);
  const auto& resting = motion_.resting();
  const bool covered = selected && resting && resting->client == selected->client && resting->server == selected->server;
  if (resting && !covered) add(*resting, at_rest);
  if (selected) add(*selected, at_rest);
  for (const Segment& one : motion_.flying()) add(one, MapMotion::part(one, clock_.elapsed()));
  return all;
}

const Mark* MapCanvas::mark_at(const QPointF& point, const std::vector<Mark>& marks) const {
  const auto found = std::find_if(marks.rbegin(), marks.rend(), [&](const Mark& mark) { return mark.box().contains(point); });
  return found == marks.rend() ? nullptr : &*found;
}

// Among guests a connection can be chosen too: its first packet is.
const Link* MapCanvas::link_at(const QPointF& point) const {
  if (!cast_.is_foreign()) return nullptr;
  const QRectF near(point - QPointF(6, 6), QSizeF(12, 12));
  const auto found = std::find_if(traffic_.links.begin(), traffic_.links.end(), [&](const Link& link) {
    QPainterPathStroker wide;
    wide.setWidth(2);
    return link.first != packet::no_stream &&
           wide.createStroke(layout_.route(link.client, link.server, line_height()).path).intersects(near);
  });
  return found == traffic_.links.end() ? nullptr : &*found;
}

void MapCanvas::mousePressEvent(QMouseEvent* event) {
  const std::vector<Mark> all = marks();
  if (const Mark* hit = mark_at(event->position(), all)) return open(hit->segment);
  if (const Link* link = link_at(event->position())) selection_.select_packet(selection_.recording().streams()[link->first].first_packet);
}

// An envelope opens, too: what is written on it stands beside what is in it.
void MapCanvas::open(const Segment& segment) {
  const bool letter = segment.letter;
  selection_.select_packet(segment.packet);
  if (letter) Q_EMIT letter_opened();
}

void MapCanvas::mouseMoveEvent(QMouseEvent* event) {
  const std::vector<Mark> all = marks();
  const bool hit = mark_at(event->position(), all) != nullptr || link_at(event->position()) != nullptr;
  setCursor(hit ? Qt::PointingHandCursor : Qt::ArrowCursor);
}

void MapCanvas::keyPressEvent(QKeyEvent* event) {
  switch (event->key()) {
    case Qt::Key_Left: return step(-1);
    case Qt::Key_Right: return step(1);
    case Qt::Key_Return:
    case Qt::Key_Enter:
      for (const Mark& mark : marks())
        if (mark.selected) return open(mark.segment);
      if (motion_.resting()) open(*motion_.resting());
      return;
    default: QWidget::keyPressEvent(event);
  }
}

// The next or the last packet that would be drawn.
void MapCanvas::step(int direction) {
  const auto& packets = selection_.recording().packets();
  const auto last = static_cast<std::int64_t>(traffic_.packets);
  std::int64_t at = selection_.place().packet;
  if (at == 0 && direction < 0) at = last + 1;
  for (at += direction; at >= 1 && at <= last; at += direction)
    if (segment_of(selection_, cast_, packets[static_cast<std::size_t>(at) - 1]))
      return selection_.select_packet(static_cast<std::uint32_t>(at));
}

}  // namespace cleartext::gui
