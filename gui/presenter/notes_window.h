// The speaker's own screen: how long it has been, what this step is about, what comes next.
#pragma once
#include <QElapsedTimer>
#include <QScrollArea>
#include <QTextBrowser>
#include <QTimer>

#include "gui/presenter/told.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class NotesWindow : public QWidget {
  Q_OBJECT
 public:
  explicit NotesWindow(const Theme& audience);  // as dark as the audience's, in a size of its own
  void tell(const Told& told);
  void start_clock();
  QString notes() const { return notes_->toPlainText(); }
  QString next() const { return next_->text(); }

 protected:
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void tick();
  void dress();
  const Theme& audience_;
  Theme theme_;
  Text *clock_, *now_, *next_label_, *next_, *keys_;
  QTextBrowser* notes_;
  QElapsedTimer since_;
  QTimer second_;
};

}  // namespace cleartext::gui
