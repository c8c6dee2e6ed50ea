// A check question: the answer is typed, or clicked in the dialogue, and judged by what this run had on the wire.
#pragma once
#include <QLineEdit>
#include <functional>

#include "engine/lesson/lesson.h"
#include "gui/selection/selection.h"
#include "gui/theme/button.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class QuestionBox : public QWidget {
  Q_OBJECT
 public:
  using Answer = std::function<std::string(const lesson::Question&)>;
  QuestionBox(Theme& theme, Selection& selection, lesson::Question question, const QString& language, Answer answer,
              QWidget* parent = nullptr);
  QLineEdit* field() { return field_; }
  const lesson::Question& question() const { return question_; }
  bool answered() const { return answered_; }
  bool take(int line,
            std::uint32_t packet);  // fills the field from a line, or where there is none from a packet; false: it has no such thing
  void check();
  void show_armed(bool armed);  // the next click in the dialogue is its answer

 Q_SIGNALS:
  void focused();  // the field was entered: clicks in the dialogue are for it
  void right();
  void judged();  // right or wrong, and why: there is more to read

 protected:
  void paintEvent(QPaintEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void dress();
  bool says(const QString& given, const QString& answer) const;
  void show_right(const QString& answer);
  void show_wrong(const QString& sentence, bool may_reveal);
  QString placeholder() const;
  bool by_click() const;  // a line has such a thing
  Theme& theme_;
  Selection& selection_;
  lesson::Question question_;
  QString language_;
  Answer answer_;
  QLineEdit* field_;
  QWidget* verdict_;
  QLabel* sign_;
  Text* sentence_;
  Button* reveal_;
  bool answered_ = false, armed_ = false;
};

// The field's value for a line: its code, verb, text, packet, its client's port, or the subject of its letter.
QString value_of_line(const analysis::Recording& recording, int line, const std::string& field);

// The same of a packet that no line is in: its number, or its client's port and address.
QString value_of_packet(const analysis::Recording& recording, std::uint32_t number, const std::string& field);

}  // namespace cleartext::gui
