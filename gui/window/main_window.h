// The one window: lesson or free lab at the left, the wire in the middle, Eve's notebook and the bytes at the right,
// time at the bottom. It shows what it is given, writes down what is taken out of it, and asks for the rest with signals;
// it starts and stops nothing.
#pragma once
#include <QMainWindow>
#include <QPointer>
#include <QTimer>
#include <memory>

#include "engine/analysis/writing.h"
#include "gui/selection/selection.h"
#include "gui/theme/theme.h"
#include "servers/lab/lab.h"

class QMenu;
class QSplitter;
class QStackedWidget;

namespace cleartext::lesson {
class Player;
}

namespace cleartext::gui {

class Bench;
class BottomBar;
class BytesView;
class ConsoleView;
class DropVeil;
class FilesView;
class Finder;
class FreeLab;
class LadderView;
class LessonPane;
class LoadingBar;
class MailView;
class MessageView;
class NetworkMap;
class Notebook;
class PictureCard;
class PlotsView;
class Presenter;
class ProblemBar;
class Script;
class ServersView;
class SideView;
class StateStrip;
class TopBar;
class Tour;
class Undoing;
class WireTabs;
struct Source;
struct ToSave;

// What stands in front: at the left, on the bench, and behind which tab.
struct Front {
  int place = 0, bench = 0, tab = 0;
};

class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  // Without a lab (a capture from a file, or recorded mode) what needs one says why it cannot be used.
  MainWindow(Theme& theme, analysis::Recording& recording, lab::Lab* lab, wire::NetworkMode mode, QWidget* parent = nullptr);
  ~MainWindow() override;

  void show_lesson(lesson::Player& player);  // the player stays the caller's, and must outlive the window or the next show_
  void show_script(std::unique_ptr<Script> script);
  void show_your_turn(QWidget* work);  // beside lesson and free lab from now on; nullptr: there are no tasks. Stays the caller's
  void show_free_lab();
  void show_view(const std::string& view);               // as a lesson calls it: "map", "dialogue", "state", …
  void add_page(QWidget* page);                          // instead of the desk, while it is shown: the start page, the teacher's
  void show_page(QWidget* page);                         // nullptr: the desk
  QWidget* page() const;                                 // nullptr: the desk is shown
  Front front() const;                                   // front.cpp
  void show_front(const Front& front);                   // as far as there is such a thing now
  void show_capture(const QString& name);                // packets from a file: no lab, no lesson
  void show_reading(const QString& name, qint64 bytes);  // a file is being read, of so many bytes
  void show_progress(double share);                      // of it; below 0: nobody knows
  void show_read(bool whole);                            // it is over; not whole: it was stopped
  void ask_what_to_open();
  void open_capture(const QString& path);  // as if it was chosen
  void save_all_packets(const QString& path);
  void save_selected_packets(const QString& path);
  void save_conversation(const QString& path);                // of the selected packet
  void save_as(const QString& path, const ToSave& save);      // one piece
  void save_into(const QString& folder, const ToSave& save);  // many
  void show_problem(const QString& sentence, const QString& advice);
  void greet_newcomer();  // with a tour, at the first start
  void show_around();
  void show_saved(const QString& path);       // the capture was written
  void wait_for_files() { writing_.wait(); }  // until what was asked for is on the disk

  Selection& selection() { return selection_; }
  LessonPane& lesson_pane() { return *lesson_; }
  FreeLab& free_lab() { return *free_lab_; }
  Notebook& notebook() { return *notebook_; }
  NetworkMap& map() { return *map_; }
  WireTabs& wire() { return *wire_; }
  Bench& bench() { return *bench_; }
  Presenter& presenter() { return *presenter_; }
  Finder& finder() { return *finder_; }
  StateStrip& states() { return *states_; }
  Tour& tour() { return *tour_; }
  ConsoleView& console() { return *console_; }
  MailView& mail() { return *mail_; }
  FilesView& files() { return *files_; }
  BytesView& bytes() { return *bytes_; }
  PictureCard& picture() { return *picture_; }
  LadderView& ladder() { return *ladder_; }
  MessageView& message() { return *message_; }
  ServersView* servers() { return servers_; }  // nullptr: no lab
  PlotsView& plots() { return *plots_; }
  SideView& side_by_side() { return *side_by_side_; }
  TopBar& top_bar() { return *top_; }
  BottomBar& bottom_bar() { return *bottom_; }
  ProblemBar& problem_bar() { return *problem_; }
  LoadingBar& loading_bar() { return *loading_; }
  QMenu& open_menu() { return *open_menu_; }

 Q_SIGNALS:
  void home_wanted();   // the start page
  void reset_wanted();  // a fresh lab, a cleared recording, the lesson from before its first step
  void save_wanted(const QString& path);
  void open_wanted(const QString& path);     // a capture file, or what else was dropped on the window
  void key_log_wanted(const QString& path);  // TLS secrets for the capture that is shown
  void cancel_wanted();                      // stop reading it
  void front_changed();                      // by hand or by a lesson, while the desk is shown
  void closed();

 protected:
  void closeEvent(QCloseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void moveEvent(QMoveEvent* event) override;
  void dragEnterEvent(QDragEnterEvent* event) override;
  void dragLeaveEvent(QDragLeaveEvent* event) override;
  void dropEvent(QDropEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  QSize sizeHint() const override;

 private:
  void build_panes();
  void build_views();
  void build_world_views();  // world_views.cpp
  void build_bars();
  void build_actions();
  void build_opening();
  void fill_open_menu();
  void ask_for_key_log();
  QAction* add_action(const QString& words, const QList<QKeySequence>& keys, const std::function<void()>& run);
  void connect_lab();
  void follow_script();
  void follow_act();
  void follow_newest();
  void give_bench_room(int page);
  QString why_not_now();
  void connect_handwork();
  void build_finder();
  Source commands_to_find();
  Source lines_to_find();
  Source letters_to_find();
  Source files_to_find();
  Source weaknesses_to_find();
  void build_tour();
  void build_presenter();
  void add_presenter_keys();
  void dress_for_audience(bool there);
  void follow_mask();
  void tell_presenter();
  void follow_place(int place);
  void build_saving();
  void save_packets(const QString& path, analysis::Writing::Wanted wanted);
  void ask_where_to_save();
  void ask_where_to_save_selected();
  void ask_where_to_save_finding(const ToSave& save);
  void ask_where_to_save_conversation();
  void ask_where_to_export_ladder();
  void dress();
  void remember();
  void remember_soon();
  void follow_front();
  void tell_losses();
  void build_stepping();  // stepping.cpp
  void step_packets(int by);
  void follow_hold();
  void build_undoing();  // taking_back.cpp
  void undo_faults();
  void recall();

  Theme& theme_;
  analysis::Recording& recording_;
  lab::Lab* lab_;
  wire::NetworkMode mode_;
  QString language_;  // of the lesson's words: "en"
  Selection selection_;
  analysis::Writing writing_;
  std::unique_ptr<Script> script_;
  int act_ = -1;  // of the script, as far as the views know
  TopBar* top_ = nullptr;
  BottomBar* bottom_ = nullptr;
  ProblemBar* problem_ = nullptr;
  LoadingBar* loading_ = nullptr;
  DropVeil* veil_ = nullptr;
  QMenu* open_menu_ = nullptr;
  QAction* cancel_ = nullptr;
  LessonPane* lesson_ = nullptr;
  FreeLab* free_lab_ = nullptr;
  Notebook* notebook_ = nullptr;
  NetworkMap* map_ = nullptr;
  Bench* bench_ = nullptr;
  ConsoleView* console_ = nullptr;
  Presenter* presenter_ = nullptr;
  Finder* finder_ = nullptr;
  StateStrip* states_ = nullptr;
  Tour* tour_ = nullptr;
  std::vector<QAction*> audience_keys_;  // mean something only while presenting
  MailView* mail_ = nullptr;
  FilesView* files_ = nullptr;
  WireTabs* wire_ = nullptr;
  BytesView* bytes_ = nullptr;
  PictureCard* picture_ = nullptr;
  LadderView* ladder_ = nullptr;
  MessageView* message_ = nullptr;
  ServersView* servers_ = nullptr;
  PlotsView* plots_ = nullptr;
  SideView* side_by_side_ = nullptr;
  Undoing* undoing_ = nullptr;
  QStackedWidget *left_ = nullptr, *pages_ = nullptr;
  QPointer<QWidget> your_turn_;
  QWidget* desk_ = nullptr;
  QSplitter *across_ = nullptr, *middle_ = nullptr, *right_ = nullptr;
  QTimer remembering_;
  bool awaits_packet_ = false;  // of the command that was let through
  bool losses_told_ = false;    // of this capture
};

}  // namespace cleartext::gui
