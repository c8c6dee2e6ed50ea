// A button painted by the theme: plain, primary (one a view: the next thing to do) or quiet (words alone until
// the hand is over it). It may carry an icon and the key that does the same.
#pragma once
#include <QPushButton>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class Button : public QPushButton {
  Q_OBJECT
 public:
  enum class Kind { plain, primary, quiet };
  Button(Theme& theme, const QString& words, Kind kind = Kind::plain, QWidget* parent = nullptr);
  void set_kind(Kind kind);
  void set_key(const QString& key);         // "Space", shown smaller beside the words
  void set_picture(const QString& icon);    // name in assets/icons, before the words
  void set_room(const QStringList& words);  // as wide as the longest of these, whichever it says
  void set_yielding();                      // where there is little room it gives up its margins, and its key
  void set_small(bool small);               // for title rows and the top bar
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void keyPressEvent(QKeyEvent* event) override;  // Enter does what Space does
  void paintEvent(QPaintEvent* event) override;

 private:
  int content_width(const QString& words) const;
  int margin() const;
  Ink text_ink() const;
  Theme& theme_;
  Kind kind_;
  QString key_, picture_;
  QStringList room_;
  bool small_ = false, yielding_ = false;
};

}  // namespace cleartext::gui
