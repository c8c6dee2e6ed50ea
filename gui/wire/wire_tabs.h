// The wire in words: Dialogue and Packets behind tabs, one filter box for both; a picture of how readable it is; and what
// other rooms add.
#pragma once
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>

#include "gui/selection/selection.h"
#include "gui/theme/button.h"
#include "gui/theme/card.h"
#include "gui/theme/empty_state.h"
#include "gui/wire/dialogue_view.h"
#include "gui/wire/filter_edit.h"
#include "gui/wire/packets_page.h"
#include "gui/wire/readable_view.h"

namespace cleartext::gui {

class WireTabs : public Card {
  Q_OBJECT
 public:
  WireTabs(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  void set_next_line(const QString& actor, const QString& line);
  void set_filter(const QString& words);  // as if typed
  void set_live(bool live);               // false: from a file; the views stay at its beginning
  void follow_newest();                   // whatever was looked at: something new is about to be said
  enum class Tab { dialogue, packets, ladder, message, readable, servers, plots, side_by_side };  // as they stand
  void add_view(Tab tab, const QString& title, QWidget* view);                                    // of another room
  void set_title(Tab tab, const QString& title);
  void show_tab(Tab tab);
  void show_alone(Tab tab);
  void show_beside(Tab tab);  // before an audience: the one that is shown already keeps its place
  Tab tab_now() const;
  void focus_filter();
  void add_below_dialogue(QWidget* strip);
  void set_bare(bool bare);  // before an audience: the view alone, without tabs and explanation
  DialogueView& dialogue() { return *dialogue_; }
  PacketTable& packets() { return packets_->table(); }
  FieldTree& fields() { return packets_->tree(); }
  PacketsPage& packets_page() { return *packets_; }
  void go_to_fields();  // of the selected packet
  FilterEdit& filter() { return *filter_; }
  Button& more() { return *more_; }
  ReadableView& readable() { return *readable_; }
  std::vector<std::uint32_t> selected_packets() const;  // in the view that is shown

 Q_SIGNALS:
  void tab_shown(Tab tab);
  void export_selected_wanted();
  void export_conversation_wanted();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* make_tab_row();
  QWidget* make_dialogue_page();
  void dress();
  void place_filter(bool beneath);
  void end_pair();
  void lay_out();
  void fit_tabs();
  void share_room();
  void fold_explanation();
  void apply_filter();
  void refresh();
  Theme& theme_;
  Selection& selection_;
  DialogueModel* dialogue_model_;
  PacketModel* packet_model_;
  QTabBar* tabs_;
  FilterEdit* filter_;
  Button *columns_, *more_;
  Text *count_, *problem_;
  QStackedWidget *pages_, *dialogue_pages_;
  QSplitter* pair_;                   // the page in front, and beside it
  QWidget *second_ = nullptr, *gap_;  // a page out of its place, and what keeps that
  EmptyState* no_dialogue_;
  QSplitter* splitter_;
  DialogueView* dialogue_;
  PacketsPage* packets_;
  ReadableView* readable_;
  std::vector<Tab> tabs_shown_;
  bool filter_beneath_ = false, bare_ = false;
};

}  // namespace cleartext::gui
