// When something broke: one sentence of what, one of what to do, until it is dismissed. Good news goes by itself. It lies over
// the foot of the page, at the right: nothing that one is about to click moves when it comes, and the next step stays free.
#pragma once
#include <QLabel>
#include <QTimer>
#include <QWidget>
#include <functional>

#include "gui/theme/button.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class ProblemBar : public QWidget {
  Q_OBJECT
 public:
  explicit ProblemBar(Theme& theme, QWidget* parent = nullptr);
  void lie_over(QWidget* page, QWidget* foot);  // above the foot, while that is shown
  void show_problem(const QString& sentence, const QString& advice);
  void offer(const QString& words, const std::function<void()>& run);  // a button beside what is shown now; pressed, it goes with it
  Button& offered() { return *offer_; }
  void show_note(const QString& sentence, const QString& more);  // good news, in the same place
  QString sentence() const { return sentence_->text(); }
  QString advice() const { return advice_->text(); }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void show_words(const QString& sentence, const QString& more);
  void dress();
  void place();
  Theme& theme_;
  QWidget* foot_ = nullptr;
  QLabel* sign_;
  Text *sentence_, *advice_;
  Button *offer_, *dismiss_;
  QTimer enough_;  // until good news makes room again
  bool good_ = false;
};

}  // namespace cleartext::gui
