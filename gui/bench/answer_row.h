// What came of what was asked for: a sign and a sentence, or nothing.
#pragma once
#include <QLabel>

#include "gui/theme/text.h"

namespace cleartext::gui {

class AnswerRow : public QWidget {
  Q_OBJECT
 public:
  enum class Kind { under_way, good, bad };
  explicit AnswerRow(Theme& theme, QWidget* parent = nullptr);
  void say(const QString& sentence, Kind kind);    // empty: hidden
  QString sentence() const { return words_->text(); }
  Kind kind() const { return kind_; }

 private:
  void dress();
  Theme& theme_;
  QLabel* sign_;
  Text* words_;
  Kind kind_ = Kind::good;
};

}  // namespace cleartext::gui
