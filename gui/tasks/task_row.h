// One task in the list: whether it is done, what it is called, which kind it is, and how many of its checks pass.
#pragma once
#include <QAbstractButton>

#include "engine/lesson/judge.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

QString kind_words(lesson::Task::Kind kind);  // "look only"

class TaskRow : public QAbstractButton {
  Q_OBJECT
 public:
  TaskRow(Theme& theme, int number, const QString& title, lesson::Task::Kind kind, QWidget* parent = nullptr);
  void show_tally(const lesson::Tally& tally);
  void show_current(bool current);
  bool done() const { return tally_.all > 0 && tally_.passed == tally_.all; }
  const lesson::Tally& tally() const { return tally_; }
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;
  void enterEvent(QEnterEvent*) override { update(); }
  void leaveEvent(QEvent*) override { update(); }

 private:
  void tell();
  Theme& theme_;
  int number_;
  lesson::Task::Kind kind_;
  lesson::Tally tally_;
  bool current_ = false;
};

}  // namespace cleartext::gui
