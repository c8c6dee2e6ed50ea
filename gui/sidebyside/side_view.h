// Two conversations side by side: chosen above, aligned line by line, what each cost below.
#pragma once
#include <QComboBox>
#include <QStackedWidget>
#include <QTableView>
#include <QTimer>

#include "engine/lesson/lesson.h"
#include "gui/sidebyside/side_model.h"
#include "gui/theme/button.h"
#include "gui/theme/empty_state.h"

namespace cleartext::gui {

class SideView : public QStackedWidget {
  Q_OBJECT
 public:
  SideView(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  SideModel& model() { return *model_; }
  QTableView& table() { return *table_; }
  QComboBox& choice(int side) { return *choices_[static_cast<std::size_t>(side)]; }  // 0: left, 1: right
  QString cost_words(int side) const;
  void set_meant(std::vector<lesson::Evidence> meant);  // something of each of two that a lesson compares now, or nothing
  void copy();                                          // as text, two columns
  void copy_picture();

 protected:
  void showEvent(QShowEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void dress();
  void refresh();
  void fill_choices();
  void show_chosen();
  void follow_selection();
  std::uint32_t chosen(std::size_t side) const;
  std::array<std::uint32_t, 2> best() const;
  Theme& theme_;
  Selection& selection_;
  EmptyState* empty_;
  QWidget* page_;
  std::array<QComboBox*, 2> choices_{};
  std::array<Text*, 2> costs_{};
  Button* copy_;
  SideModel* model_;
  QTableView* table_;
  QTimer soon_;
  std::vector<lesson::Evidence> meant_;
  bool following_ = false;  // the selection, which was made elsewhere
  bool by_hand_ = false;    // the reader chose what is shown
};

// The two conversations that are most worth comparing: as alike as can be and yet not the same protocol, or one of them closed.
std::array<std::uint32_t, 2> worth_comparing(const Selection& selection);

}  // namespace cleartext::gui
