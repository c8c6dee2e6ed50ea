// The bar at the top: what is open, which network it runs in, lesson or free lab, and what can be done to the whole.
#pragma once
#include <QMenu>
#include <QWidget>

#include "gui/selection/selection.h"
#include "gui/theme/button.h"
#include "gui/theme/pill.h"
#include "gui/theme/segmented.h"
#include "servers/wire/hosts.h"

namespace cleartext::gui {

class Logo : public QWidget {
  Q_OBJECT
 public:
  explicit Logo(Theme& theme, QWidget* parent = nullptr);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme& theme_;
};

// "Lessons > Alice sends Bob a message", cut with dots where there is no room.
class Crumb : public QWidget {
  Q_OBJECT
 public:
  explicit Crumb(Theme& theme, QWidget* parent = nullptr);
  void set_words(const QString& shelf, const QString& title);
  void set_bare(bool bare);  // the title alone
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme& theme_;
  QString shelf_, title_;
  bool bare_ = false;
};

class TopBar : public QWidget {
  Q_OBJECT
 public:
  explicit TopBar(Theme& theme, QWidget* parent = nullptr);
  void show_mode(wire::NetworkMode mode);
  Crumb* crumb() { return crumb_; }
  Pill* pill() { return pill_; }
  enum Place { lesson, your_turn, free_lab };  // what stands at the left
  Segmented* place() { return place_; }
  void show_desk(bool shown);  // not: a page, where nothing runs that could be saved or reset
  void fit();                  // words to the room there is: after title or place changed
  QSize minimumSizeHint() const override { return {least_, sizeHint().height()}; }
  Button* home() { return home_; }
  Button* glasses() { return glasses_; }
  void show_eyes(Eyes eyes);
  Button* find() { return find_; }
  Button* present() { return present_; }
  Button* more() { return more_; }  // where three of them have no room
  QMenu& more_menu() { return *more_menu_; }
  Button* open() { return open_; }
  Button* save() { return save_; }
  Button* reset() { return reset_; }
  Button* look() { return look_; }
  Button* help() { return help_; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void dress();
  int needed() const;
  Theme& theme_;
  Crumb* crumb_;
  Pill* pill_;
  Segmented* place_;
  Button *home_, *glasses_, *find_, *present_, *open_, *save_, *reset_, *look_, *help_, *more_;
  QMenu* more_menu_;
  QString mode_words_, mode_short_;
  bool desk_ = true;  // shown
  int least_ = 0;     // width, without words
};

}  // namespace cleartext::gui
