// What came of what was asked for: a sign and a sentence, or nothing. What takes longer than a second says for how long
// already, and can be cancelled.
#pragma once
#include <QLabel>
#include <QTimer>

#include "gui/theme/button.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class AnswerRow : public QWidget {
  Q_OBJECT
 public:
  enum class Kind { under_way, good, bad };
  explicit AnswerRow(Theme& theme, QWidget* parent = nullptr);
  void say(const QString& sentence, Kind kind);  // empty: hidden
  QString sentence() const { return sentence_; }
  Kind kind() const { return kind_; }
  Button& cancel_button() { return *cancel_; }

 Q_SIGNALS:
  void cancel_wanted();

 private:
  void tick();
  void dress();
  Theme& theme_;
  QLabel* sign_;
  Text* words_;
  Button* cancel_;
  QTimer second_;
  QString sentence_;
  int seconds_ = 0;
  Kind kind_ = Kind::good;
};

}  // namespace cleartext::gui
