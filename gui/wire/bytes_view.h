// The bytes of the selected packet, with the part that belongs to the selected line marked, and what they are in words.
#pragma once
#include <QStackedLayout>

#include "gui/selection/selection.h"
#include "gui/theme/card.h"
#include "gui/theme/empty_state.h"
#include "gui/wire/hex_area.h"

namespace cleartext::gui {

class BytesView : public Card {
  Q_OBJECT
 public:
  BytesView(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  HexArea& area() { return *area_; }
  QString sentence() const { return sentence_->text(); }

 private:
  void dress();
  void select_byte(std::uint32_t offset);
  void show_selected();
  void refresh_sentence();
  Theme& theme_;
  Selection& selection_;
  QStackedLayout* pages_;
  HexArea* area_;
  Text* sentence_;
  QVBoxLayout* sentence_room_;
};

}  // namespace cleartext::gui
