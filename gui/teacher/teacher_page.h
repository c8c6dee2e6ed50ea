// The teacher's page: hand-ins in, students × checks out, with the evidence for each cell and what speaks against a capture.
#pragma once
#include <QComboBox>
#include <QProgressBar>
#include <QTableView>

#include "gui/teacher/results_model.h"
#include "gui/theme/button.h"
#include "gui/theme/card.h"
#include "gui/theme/empty_state.h"

class QMenu;
class QStackedWidget;

namespace cleartext::gui {

class TeacherPage : public QWidget {
  Q_OBJECT
 public:
  TeacherPage(Theme& theme, const QString& language, QWidget* parent = nullptr);
  void judge(const QStringList& paths);     // files or folders
  void set_class_key(const QString& path);  // remembered; judged again where something is open
  void set_roster(const QString& path);
  QTableView* table() { return table_; }
  ResultsModel* model() { return model_; }
  Marking& marking() { return marking_; }
  QComboBox* lesson() { return lesson_; }
  Button* open_evidence() { return evidence_; }
  Button* cancel() { return cancel_; }
  Button* exports() { return export_; }
  QString count() const { return count_->text(); }
  QString detail() const {
    return sentence_->text() + QLatin1Char('\n') + note_->text() + QLatin1Char('\n') + lines_->text() + QLatin1Char('\n') +
           integrity_->text();
  }

 Q_SIGNALS:
  void evidence_wanted(const QString& file, std::uint32_t packet);  // in a window of its own
  void problem(const QString& sentence, const QString& advice);
  void note(const QString& sentence, const QString& more);

 protected:
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;

 private:
  void build_head();
  void build_table();
  void build_detail();
  void connect_marking();
  void ask_for_files();
  void ask_for_folder_of_hand_ins();
  void ask_for_setting(const QString& key, const QString& title);
  void fill_exports(QMenu& menu);
  void show_lesson(const QString& lesson);
  void tell_who_is_missing(const QString& lesson);
  void show_cell(const QModelIndex& index);
  void open_cell(const QModelIndex& index);
  void tell_settings();
  void dress();
  Theme& theme_;
  Marking marking_;
  QStringList paths_;
  Results results_;
  ResultsModel* model_;
  Card *card_, *detail_card_;
  QWidget *head_, *work_, *detail_;
  QStackedWidget* stack_;
  QTableView* table_;
  QComboBox* lesson_;
  QProgressBar* bar_;
  Button *files_, *folder_, *key_, *roster_, *export_, *cancel_, *evidence_;
  Text *sentence_, *note_, *lines_, *integrity_, *count_;
};

}  // namespace cleartext::gui
