// The free lab: what can be worked with by hand, and how programs from elsewhere come in. What is typed here is recorded, and
// says so.
#pragma once
#include <QScrollArea>

#include "gui/freelab/own_programs.h"
#include "gui/theme/button.h"
#include "gui/theme/card.h"

namespace cleartext::gui {

class FreeLab : public Card {
  Q_OBJECT
 public:
  enum Place { console, mail, files };  // as they follow the map above the wire
  explicit FreeLab(Theme& theme, QWidget* parent = nullptr);
  Button* door(Place place) { return doors_[static_cast<std::size_t>(place)]; }
  OwnPrograms* own_programs() { return own_; }
  void show_settings(wire::NetworkMode mode, const QString& authority_file);  // for programs from elsewhere
  void set_unavailable(const QString& reason);                                // no lab to work with: says why, and what to do

 Q_SIGNALS:
  void place_wanted(int place);

 private:
  void build_doors();
  void build_own_programs();
  void dress();
  Theme& theme_;
  QScrollArea* scroll_;
  QWidget *page_, *doors_part_;
  Text* reason_;
  std::vector<Button*> doors_;
  QWidget* own_part_;
  OwnPrograms* own_;
  Wash* standing_;
};

}  // namespace cleartext::gui
