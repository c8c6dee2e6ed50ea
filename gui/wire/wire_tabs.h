// The wire in words: Dialogue and Packets behind tabs, one filter box for both; and a picture of how readable it is.
#pragma once
#include <QLineEdit>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>
#include <QTimer>

#include "gui/selection/selection.h"
#include "gui/theme/card.h"
#include "gui/theme/empty_state.h"
#include "gui/wire/dialogue_view.h"
#include "gui/wire/packet_table.h"
#include "gui/wire/readable_view.h"

namespace cleartext::gui {

class WireTabs : public Card {
  Q_OBJECT
 public:
  WireTabs(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  void set_next_line(const QString& actor, const QString& line);
  void set_filter(const QString& words);           // as if typed
  void set_live(bool live);                        // false: from a file; the views stay at its beginning
  enum class Tab { dialogue, packets, readable };
  void show_tab(Tab tab);
  DialogueView& dialogue() { return *dialogue_; }
  PacketTable& packets() { return *packets_; }
  ReadableView& readable() { return *readable_; }
  std::vector<std::uint32_t> selected_packets() const;  // in the view that is shown

 Q_SIGNALS:
  void export_selected_wanted();
  void export_conversation_wanted();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  QWidget* make_tab_row();
  QWidget* make_dialogue_page();
  QWidget* make_packet_page();
  void dress();
  void place_filter(bool beneath);
  void lay_out();
  void apply_filter();
  void refresh();
  Theme& theme_;
  Selection& selection_;
  DialogueModel* dialogue_model_;
  PacketModel* packet_model_;
  QTabBar* tabs_;
  QLineEdit* filter_;
  Text* count_;
  QStackedWidget *pages_, *dialogue_pages_, *packet_pages_;
  EmptyState *no_dialogue_, *no_packets_;
  QSplitter* splitter_;
  DialogueView* dialogue_;
  PacketTable* packets_;
  ReadableView* readable_;
  bool filter_beneath_ = false;
  QTimer typing_;
};

}  // namespace cleartext::gui
