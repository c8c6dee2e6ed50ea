// The steps of a lesson, one row each: a tick where it was seen on the wire, its number before, a sign where it failed.
#pragma once
#include <QWidget>

#include "engine/lesson/player.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class StepRow : public QWidget {
  Q_OBJECT
 public:
  StepRow(Theme& theme, int number, const QString& title, QWidget* parent = nullptr);
  void show_state(lesson::StepState state, bool current);
  lesson::StepState state() const { return state_; }
  bool current() const { return current_; }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void dress();
  void paint_badge(QPainter& painter, const QRectF& badge);
  Theme& theme_;
  int number_;
  Text* title_;
  lesson::StepState state_ = lesson::StepState::waiting;
  bool current_ = false;
};

class StepList : public QWidget {
  Q_OBJECT
 public:
  explicit StepList(Theme& theme, QWidget* parent = nullptr);
  void set_titles(const QStringList& titles);
  void show_state(int step, lesson::StepState state, bool current);
  const StepRow* row(int step) const { return rows_[step]; }

 private:
  void dress();
  Theme& theme_;
  QList<StepRow*> rows_;
};

}  // namespace cleartext::gui
