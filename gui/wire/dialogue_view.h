// The dialogue as a list that follows the wire: it stays at the newest line until the reader scrolls up, and then
// offers the way back.
#pragma once
#include <QElapsedTimer>
#include <QTableView>
#include <QTimer>

#include "gui/selection/selection.h"
#include "gui/wire/dialogue_delegate.h"
#include "gui/wire/dialogue_model.h"
#include "gui/wire/jump_button.h"

namespace cleartext::gui {

class DialogueView : public QTableView {
  Q_OBJECT
 public:
  DialogueView(Theme& theme, Selection& selection, DialogueModel& model, QWidget* parent = nullptr);
  bool follows() const { return follows_; }
  void set_live(bool live);  // false: what comes is not new, so nothing is followed
  void follow_newest();
  void jump_to_newest();
  std::vector<std::uint32_t> selected_packets() const;  // of the selected lines, ascending

 Q_SIGNALS:
  void export_selected_wanted();
  void export_conversation_wanted();

 protected:
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;
  void keyPressEvent(QKeyEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void showEvent(QShowEvent* event) override;
  void hideEvent(QHideEvent* event) override;
  void rowsInserted(const QModelIndex& parent, int first, int last) override;

 private:
  void dress();
  void size_headings(int first, int last);
  void before_reset();
  void after_reset();
  void show_selected();
  int mark_selected();
  void reveal(int row);
  void keep_in_view(const QSize& room);
  void catch_up();
  void notice_scroll();
  void fade();
  void copy_selected();
  void copy_stream();
  Theme& theme_;
  Selection& selection_;
  DialogueModel& model_;
  DialogueDelegate* delegate_;
  JumpButton* jump_;
  bool live_ = true, follows_ = true, from_selection_ = false, choosing_ = false;
  bool seeks_ = false;  // the selected line is out of sight until it can be shown
  QTimer fading_, catching_up_;
  QElapsedTimer fade_clock_;
  int fresh_from_ = -1;
  int held_line_ = -1, held_y_ = 0;  // what the reader looks at, while the model is made anew
};

}  // namespace cleartext::gui
