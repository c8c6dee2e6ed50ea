// The map itself, painted. What it draws is what the traffic says; what moves is what the motion says.
#pragma once
#include <QElapsedTimer>
#include <QTimer>
#include <QWidget>
#include <vector>

#include "gui/map/guest_layout.h"
#include "gui/map/host_place.h"
#include "gui/map/map_cast.h"
#include "gui/map/map_layout.h"
#include "gui/map/map_motion.h"
#include "gui/map/map_traffic.h"
#include "gui/selection/selection.h"
#include "gui/theme/theme.h"
#include "servers/lab/lab.h"

namespace cleartext::gui {

// A segment where it is now; a click on it selects its packet.
struct Mark {
  Segment segment;
  QPointF at;
  double angle = 0;
  bool selected = false;
  QRectF box() const { return {at.x() - 20, at.y() - 16, 40, 32}; }
};

class MapCanvas : public QWidget {
  Q_OBJECT
 public:
  MapCanvas(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  void set_snapshot(const lab::Snapshot& snapshot);
  void set_services(const std::vector<lab::RunningService>& services);
  void set_traffic(const MapTraffic& traffic);
  void set_cast(const MapCast& cast);  // who is on the map from now on
  const MapCast& cast() const { return cast_; }
  GuestRows guest_rows() const { return gui::guest_rows(size(), theme_); }
  void start(const Segment& segment);
  void clear();
  const MapMotion& motion() const { return motion_; }
  const MapLayout& layout_now() const { return layout_; }
  const MapTraffic& traffic_now() const { return traffic_; }
  QString eve_note() const { return wanted_.eve_note; }
  struct Label {
    QRectF box;
    QString words;
    bool locked = false;
  };
  std::vector<Label> labels() const;  // on the ways among guests
  QRectF tap() const;                 // Eve's line
  std::vector<Mark> marks() const;
  QSize minimumSizeHint() const override { return {320, 150}; }
  QSize sizeHint() const override { return {730, 270}; }

 Q_SIGNALS:
  void resized();
  void letter_opened();  // by hand; it is selected then

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void arrange();
  void arrange_places();
  void take_trouble();
  void tick();
  Mark mark(const Segment& segment, double part) const;
  const Mark* mark_at(const QPointF& point, const std::vector<Mark>& marks) const;
  const Link* link_at(const QPointF& point) const;
  void step(int direction);
  void open(const Segment& segment);
  QString pill(wire::Role role) const;
  QString services_of(wire::Role role) const;
  QString told(const wire::Host& host) const;  // tooltip
  QString told(Machine machine) const;
  double line_height() const;
  QFont name_font() const { return theme_.words_px(13 * layout_.type, true); }
  QFont note_font(bool bold = false) const { return theme_.words_px(11.5 * layout_.type, bold); }
  QFont wire_font() const { return theme_.mono_px(11.5 * layout_.type); }

  void paint_links(QPainter& painter) const;
  void paint_idle(QPainter& painter, Machine a, Machine b) const;
  void paint_call(QPainter& painter, const Link& link) const;
  void paint_link(QPainter& painter, const Link& link) const;
  void paint_lock(QPainter& painter, const QPointF& at) const;
  void paint_guest_links(QPainter& painter) const;
  QRectF place_label(const Link& link, const std::vector<QRectF>& taken) const;
  void paint_label(QPainter& painter, const Label& label) const;
  QString label_of(const Link& link) const;
  double find_tap() const;  // where Eve's line meets the wire
  void paint_selected_link(QPainter& painter) const;
  void paint_eve(QPainter& painter) const;
  double opacity_of(const HostSpot& spot) const;
  void paint_host(QPainter& painter, const HostSpot& spot) const;
  void paint_marks(QPainter& painter) const;
  void paint_words(QPainter& painter, const Mark& mark, std::vector<QRectF>& taken) const;

  Theme& theme_;
  Selection& selection_;
  lab::Snapshot snapshot_;
  bool has_snapshot_ = false;
  std::vector<lab::RunningService> services_;
  MapCast cast_;
  MapTraffic traffic_;
  MapMotion motion_;
  MapLayout layout_;
  MapWanted wanted_;
  double tap_ = 0;
  bool recast_ = false;  // since everything was given its place
  std::vector<HostPlace*> places_;
  QTimer frames_;
  QElapsedTimer clock_;
};

}  // namespace cleartext::gui
