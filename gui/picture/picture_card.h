// The picture of what is selected: in a letter, a page or a file, whole or as far as it has come. The card is there only
// when there is a picture.
#pragma once
#include <QDialog>
#include <QPointer>

#include "gui/picture/picture_area.h"
#include "gui/picture/picture_reader.h"
#include "gui/picture/picture_source.h"
#include "gui/theme/button.h"
#include "gui/theme/card.h"

namespace cleartext::gui {

class PictureCard : public Card {
  Q_OBJECT
 public:
  PictureCard(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  PictureArea& area() { return *area_; }
  Button* next_button() { return next_; }
  QString words() const { return words_->text(); }
  QDialog* larger() { return larger_; }       // nullptr: it is not open
  void set_live(bool live) { live_ = live; }  // false: from a file; only what is selected is shown

 private:
  void follow_selection();
  void follow_wire();
  void show_carrier(const Carrier& carrier);
  void refresh();
  void show_number(std::size_t number);
  void show_larger();
  void take(const QImage& picture);
  void say(const Picture& picture);
  void dress();
  Theme& theme_;
  Selection& selection_;
  PictureReader reader_;
  Carrier carrier_;
  bool live_ = true;
  std::size_t number_ = 0, count_ = 0;  // of its pictures
  std::uint64_t read_bytes_ = 0;        // of the picture, that the reader was given
  Button *next_, *enlarge_;
  PictureArea* area_;
  Text* words_;
  QVBoxLayout* inside_;
  QPointer<QDialog> larger_;
  QPointer<PictureArea> larger_area_;
};

}  // namespace cleartext::gui
