// A label of words that follows the theme: size, weight and ink are said once.
#pragma once
#include <QLabel>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class Text : public QLabel {
  Q_OBJECT
 public:
  Text(Theme& theme, Theme::Size size, Ink ink, bool bold = false, QWidget* parent = nullptr);
  void set_ink(Ink ink);
  void set_mono(bool mono);
  void set_pixels(double at_scale_one);  // a size between those of the theme
  void set_bold(bool bold);
  void set_words(const QString& words);  // what stands between backticks is shown as on the wire
  const QString& words() const { return words_; }

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void dress();
  void write_words();
  Theme& theme_;
  Theme::Size size_;
  Ink ink_;
  bool bold_ = false, mono_ = false;
  double pixels_ = 0;
  QString words_;
};

}  // namespace cleartext::gui
