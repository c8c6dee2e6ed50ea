// A question in a line of the view itself: a name to type, or only yes and no. Escape is no.
#pragma once
#include <QLineEdit>
#include <functional>

#include "gui/theme/button.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class AskRow : public QWidget {
  Q_OBJECT
 public:
  explicit AskRow(Theme& theme, QWidget* parent = nullptr);
  void ask_name(const QString& question, const QString& name, const QString& yes, std::function<void(const QString&)> then);
  void ask(const QString& question, const QString& yes, std::function<void()> then);
  QLineEdit& field() { return *field_; }
  Button& yes_button() { return *yes_; }
  QString question() const { return question_->text(); }

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  bool event(QEvent* event) override;

 private:
  void answer();
  Text* question_;
  QLineEdit* field_;
  Button *yes_, *no_;
  std::function<void(const QString&)> then_;
  bool named_ = false;
};

}  // namespace cleartext::gui
