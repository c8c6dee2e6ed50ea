// The state of the conversation on the wire: after the selected line, or after the last one that is shown.
#pragma once
#include "engine/talk/follow.h"
#include "gui/console/state_picture.h"
#include "gui/selection/selection.h"
#include "gui/theme/card.h"

namespace cleartext::gui {

class StateStrip : public Wash {
  Q_OBJECT
 public:
  StateStrip(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  StatePicture& picture() { return *picture_; }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void follow();
  std::size_t line_now() const;  // past the end: none
  Selection& selection_;
  talk::Follower follower_;
  StatePicture* picture_;
  Text* none_;
};

}  // namespace cleartext::gui
