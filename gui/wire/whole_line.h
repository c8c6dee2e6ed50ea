// One line of the wire in full, on as many rows as it takes; a word that is longer than a row goes on in the next.
#pragma once
#include <QTextEdit>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class WholeLine : public QTextEdit {
  Q_OBJECT
 public:
  explicit WholeLine(Theme& theme, QWidget* parent = nullptr);
  void set_words(const QString& words);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void dress();
  void take_height();
  Theme& theme_;
};

}  // namespace cleartext::gui
