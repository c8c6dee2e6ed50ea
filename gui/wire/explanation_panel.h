// The words beside the dialogue: what the selected line means.
#pragma once
#include <QScrollArea>

#include "gui/selection/selection.h"
#include "gui/theme/card.h"
#include "gui/theme/text.h"
#include "gui/wire/whole_line.h"

namespace cleartext::gui {

class ExplanationPanel : public Wash {
  Q_OBJECT
 public:
  ExplanationPanel(Theme& theme, Selection& selection, QWidget* parent = nullptr);

 private:
  Text* add(double pixels, Ink ink, bool bold, double space_above);
  void show_selected();
  QString long_line(const dialogue::Line& line) const;
  void dress();
  Theme& theme_;
  Selection& selection_;
  QScrollArea* scroll_;
  QVBoxLayout* column_;
  Text *title_, *meaning_, *when_label_, *when_, *source_label_, *source_, *eve_label_, *eve_, *whole_label_;
  WholeLine* whole_;
};

}  // namespace cleartext::gui
