// Who works here: an id, and the token that a teacher may have given for this lesson. One line once it is known.
#pragma once
#include <QLineEdit>
#include <QWidget>

#include "gui/theme/button.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class StudentBox : public QWidget {
  Q_OBJECT
 public:
  explicit StudentBox(Theme& theme, QWidget* parent = nullptr);
  enum class Token { known, missing };  // missing: other lessons of this student have one, and this one has none yet
  void show_student(const QString& id, const QString& token, Token here = Token::known);
  void show_saved(const QString& time);  // "12:41"
  void ask();                            // opens the fields, the cursor in the first
  bool asking() const { return form_->isVisibleTo(const_cast<StudentBox*>(this)); }
  QLineEdit* id() { return id_; }
  QLineEdit* token() { return token_; }
  Button* accept() { return accept_; }
  Button* change() { return change_; }

 Q_SIGNALS:
  void student_wanted(const QString& id, const QString& token);

 private:
  void dress();
  void say();
  void take();
  Theme& theme_;
  QWidget *line_, *form_;
  Text *who_, *why_;
  QLineEdit *id_, *token_;
  Button *change_, *accept_, *cancel_;
  QString known_id_, known_token_, saved_;
};

}  // namespace cleartext::gui
