// The wire as a map: machines, connections while they are open, segments as they are captured, and Eve.
#pragma once
#include <cstdint>

#include "gui/map/map_canvas.h"
#include "gui/map/world_history.h"
#include "gui/theme/card.h"

namespace cleartext::gui {

class NetworkMap : public Card {
  Q_OBJECT
 public:
  NetworkMap(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  void set_snapshot(const lab::Snapshot& snapshot);  // of now
  void set_snapshot(const lab::Snapshot& snapshot, std::int64_t taken_ns);
  void set_services(const std::vector<lab::RunningService>& services);  // told in the machines' tooltips
  void clear();
  void show_elsewhere();  // what comes is a capture, and may have hosts of its own
  std::uint64_t segments_started() const { return canvas_->motion().started(); }
  std::size_t envelopes_moving() const { return canvas_->motion().flying().size(); }
  MapCanvas& canvas() { return *canvas_; }
  bool choosing() const { return choosing_.isActive(); }  // who is on the map, once more in a moment

 private:
  void follow();
  void start_new_segments();
  void refresh();
  void await_answers();
  void show_world();
  void follow_cast();
  void choose_cast();
  Selection& selection_;
  MapCanvas* canvas_;
  TrafficReader traffic_;
  lab::Snapshot world_;  // the newest
  WorldHistory history_;
  std::uint32_t packets_seen_ = 0;
  bool elsewhere_ = false;
  std::size_t chosen_at_ = 0;  // packets, when the cast was chosen
  GuestRows chosen_for_;
  QTimer choosing_, calling_;  // calling: since the last packet, while a call has no answer
};

}  // namespace cleartext::gui
