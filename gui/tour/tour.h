// Shows somebody around: one part of the window after the other, lit, with a few words beside it.
#pragma once
#include <QPointer>
#include <QWidget>
#include <vector>

#include "gui/theme/button.h"
#include "gui/theme/card.h"

namespace cleartext::gui {

struct TourStop {
  QPointer<QWidget> part;
  QString title, words;
};

class Tour : public QWidget {
  Q_OBJECT
 public:
  Tour(Theme& theme, QWidget* window);
  void begin(std::vector<TourStop> stops);  // those whose part is not there are passed over
  bool on() const { return !isHidden(); }
  int stop() const { return stop_; }
  QString words() const { return words_->text(); }
  Button& next_button() { return *next_; }
  Button& skip_button() { return *skip_; }

 Q_SIGNALS:
  void ended();

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void show_stop(int stop);
  void end();
  void place();
  QRect lit() const;
  Theme& theme_;
  std::vector<TourStop> stops_;
  int stop_ = 0;
  Card* card_;
  Text *title_, *words_, *count_;
  Button *next_, *skip_;
};

}  // namespace cleartext::gui
