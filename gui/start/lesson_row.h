// One lesson on the start page: its place in the course, title, a sentence, how long it takes, and how far one came.
#pragma once
#include <QAbstractButton>

#include "engine/lesson/shelf.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

// "3 of 6 steps · 4 of 9 checks"; empty: not begun.
QString progress_words(const lesson::Title& title);
bool is_done(const lesson::Title& title);  // every step seen, and every check passed

class LessonRow : public QAbstractButton {
  Q_OBJECT
 public:
  LessonRow(Theme& theme, int number, const lesson::Title& title, const QString& language, QWidget* parent = nullptr);
  const QString& folder() const { return folder_; }
  void show_first(const QString& lessons);  // what this one builds on and is not done yet
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override;

 Q_SIGNALS:
  void step_wanted(int by);  // to the row below (1) or above (-1)

 protected:
  void paintEvent(QPaintEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void enterEvent(QEnterEvent* event) override;
  void leaveEvent(QEvent* event) override;

 private:
  void dress();
  void paint_badge(QPainter& painter) const;
  Theme& theme_;
  int number_;
  bool done_, begun_, playable_;
  QString folder_;
  Text *title_, *summary_, *first_, *minutes_, *progress_;
};

}  // namespace cleartext::gui
