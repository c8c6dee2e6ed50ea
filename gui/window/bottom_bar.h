// The bar at the bottom: when we are, the packets in a row, live or as it was, and how the lesson steps.
#pragma once
#include <QComboBox>

#include "gui/theme/button.h"
#include "gui/theme/segmented.h"
#include "gui/theme/text.h"
#include "gui/window/timeline.h"

namespace cleartext::gui {

class BottomBar : public QWidget {
  Q_OBJECT
 public:
  BottomBar(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  void set_live(bool live);        // false: the packets come from a file
  void set_part();                 // only a part of the file was read
  void show_stepping(bool shown);  // a lesson and a capture have a stride and a pace
  void show_acts(bool shown);      // only a lesson has acts
  Timeline* timeline() { return timeline_; }
  Button* freeze() { return freeze_; }
  Segmented* stride() { return stride_; }  // 0: act, 1: command, 2: packet
  QComboBox* pace() { return pace_; }
  int pace_milliseconds() const { return pace_->currentData().toInt(); }
  void freeze_or_go_on();
  QString time() const { return time_->text(); }
  QString state() const { return state_->text(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void refresh();
  void dress();
  Theme& theme_;
  Selection& selection_;
  Text* time_;
  Timeline* timeline_;
  Text* state_;
  Button* freeze_;
  Segmented* stride_;
  QComboBox* pace_;
  bool live_ = true, part_ = false;
};

}  // namespace cleartext::gui
