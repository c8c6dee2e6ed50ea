// Where one begins: the lessons of the course with how far one came, and beside them the free lab, captures, hand-ins, and
// what kind of network this is. It opens nothing itself.
#pragma once
#include <QList>
#include <QScrollArea>
#include <optional>

#include "gui/start/lesson_row.h"
#include "gui/theme/button.h"
#include "gui/theme/card.h"

namespace cleartext::gui {

class StartPage : public QWidget {
  Q_OBJECT
 public:
  StartPage(Theme& theme, wire::NetworkMode mode, const QString& language, QWidget* parent = nullptr);
  void show_lessons(const std::vector<lesson::Title>& titles);
  void show_recent(const QStringList& paths);
  void show_last(const QString& lesson, int step);  // where one was: a folder, and the last step that was seen; empty: the free lab
  const QList<LessonRow*>& rows() const { return rows_; }
  Button* begin() { return begin_; }  // the next lesson to do
  Button* go_on() { return go_on_; }  // where one was
  QString last_words() const { return last_title_->text() + QLatin1Char(' ') + last_words_->text(); }
  Button* free_lab() { return free_lab_; }
  Button* open_capture() { return capture_; }
  Button* open_lesson() { return lesson_; }
  Button* grade() { return grade_; }
  QList<Button*> recent() const { return recent_; }

 Q_SIGNALS:
  void lesson_wanted(const QString& folder);
  void go_on_wanted();
  void free_lab_wanted();
  void capture_wanted();  // which one is asked then
  void lesson_folder_wanted();
  void hand_ins_wanted();
  void file_wanted(const QString& path);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;

 private:
  Card* build_lessons();
  QWidget* build_side();
  Card* build_card(const QString& title, const QString& says, QList<Button*> buttons);
  void build_last();
  void show_next(const std::vector<lesson::Title>& titles);
  void name_last(const std::vector<lesson::Title>& titles);
  QString undone(const lesson::Title& title, const std::vector<lesson::Title>& titles) const;
  void walk(int to);
  void fit();
  void dress();
  Theme& theme_;
  wire::NetworkMode mode_;
  QString language_, next_folder_;
  QScrollArea* scroll_;
  QWidget *page_, *columns_, *list_, *side_, *recent_list_;
  Card *last_card_, *next_card_;
  Text *last_title_, *last_words_, *next_title_, *next_words_, *loading_;
  Button *go_on_, *begin_, *free_lab_, *capture_, *lesson_, *grade_;
  struct Last {
    QString lesson;
    int step = -1;
  };
  std::optional<Last> last_;
  QList<LessonRow*> rows_;
  QList<Button*> recent_;
  QList<QWidget*> padded_;  // what stands 16 inside its card
};

}  // namespace cleartext::gui
