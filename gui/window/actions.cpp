// What can be done in the window, by hand and by key, and what the lab and the panes say to each other.
#include <QAbstractSlider>
#include <QAction>
#include <QApplication>
#include <QComboBox>
#include <QKeyEvent>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTabBar>

#include "gui/bench/bench.h"
#include "gui/console/console_view.h"
#include "gui/console/state_strip.h"
#include "gui/freelab/free_lab.h"
#include "gui/lesson/lesson_pane.h"
#include "gui/manual/manual_window.h"
#include "gui/map/network_map.h"
#include "gui/notebook/notebook.h"
#include "gui/presenter/presenter.h"
#include "gui/window/bottom_bar.h"
#include "gui/window/main_window.h"
#include "gui/window/problem_bar.h"
#include "gui/window/top_bar.h"
#include "gui/window/undoing.h"
#include "gui/wire/names.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {

QAction* MainWindow::add_action(const QString& words, const QList<QKeySequence>& keys, const std::function<void()>& run) {
  auto* action = new QAction(words, this);
  action->setShortcuts(keys);
  connect(action, &QAction::triggered, this, run);
  addAction(action);
  return action;
}

void MainWindow::build_actions() {
  const auto in_lesson = [this](auto call) {
    return [this, call] {
      if (page() == nullptr && left_->currentWidget() == lesson_) call();
    };
  };
  add_action(tr("Next"), {Qt::Key_Space}, in_lesson([this] { lesson_->next(); }));
  add_action(tr("Next act"), {Qt::Key_Right, Qt::Key_PageDown}, in_lesson([this] { lesson_->next_act(); }));
  add_action(tr("Back"), {Qt::Key_Left, Qt::Key_PageUp}, in_lesson([this] { lesson_->back(); }));
  add_action(tr("Play or pause"), {Qt::CTRL | Qt::Key_P}, in_lesson([this] { lesson_->play_or_pause(); }));
  add_action(tr("Reveal or hide passwords"), {Qt::Key_R}, [this] { notebook_->reveal_or_mask(); });
  add_action(tr("Eve's glasses, or an endpoint's eyes"), {Qt::Key_G},
             [this] { selection_.look_as(selection_.eyes() == Eyes::eve ? Eyes::endpoint : Eyes::eve); });
  add_action(tr("Save capture"), {QKeySequence::Save}, [this] { ask_where_to_save(); });
  add_action(tr("Export selected packets"), {Qt::CTRL | Qt::Key_E}, [this] { ask_where_to_save_selected(); });
  add_action(tr("Export conversation"), {Qt::CTRL | Qt::SHIFT | Qt::Key_E}, [this] { ask_where_to_save_conversation(); });
  add_action(tr("Save letter or file"), {Qt::CTRL | Qt::SHIFT | Qt::Key_S}, [this] { notebook_->save_chosen(); });
  add_action(tr("Save attachments"), {Qt::CTRL | Qt::SHIFT | Qt::Key_A}, [this] { notebook_->save_attachments(); });
  add_action(tr("Undo"), {QKeySequence::Undo}, [this] { undoing_->undo(); });
  add_action(tr("Reset lab"), {Qt::CTRL | Qt::Key_R}, [this] {
    if ((lab_ != nullptr || script_) && page() == nullptr) Q_EMIT reset_wanted();
  });
  add_action(tr("Start page"), {Qt::ALT | Qt::Key_Home}, [this] {
    if (lab_ != nullptr || script_) Q_EMIT home_wanted();
  });
  add_action(tr("Lesson, your turn, free lab"), {Qt::CTRL | Qt::Key_L}, [this] {
    if (!top_->place()->isVisibleTo(this)) return;
    const int count = TopBar::free_lab + 1;
    int next = (top_->place()->current() + 1) % count;
    while (!top_->place()->segment(next)->isVisibleTo(top_->place())) next = (next + 1) % count;
    top_->place()->set_current(next);
  });
  for (int page = 0; page < bench_->count(); ++page)
    add_action(bench_->names().at(page), {QKeySequence(Qt::ALT | static_cast<Qt::Key>(Qt::Key_1 + page))},
               [this, page] { bench_->show_page(page); });
  add_action(tr("Dialogue"), {Qt::CTRL | Qt::Key_1}, [this] { wire_->show_tab(WireTabs::Tab::dialogue); });
  add_action(tr("Packets"), {Qt::CTRL | Qt::Key_2}, [this] { wire_->show_tab(WireTabs::Tab::packets); });
  add_action(tr("Ladder"), {Qt::CTRL | Qt::Key_3}, [this] { wire_->show_tab(WireTabs::Tab::ladder); });
  add_action(tr("Message"), {Qt::CTRL | Qt::Key_4}, [this] { wire_->show_tab(WireTabs::Tab::message); });
  add_action(tr("Readable"), {Qt::CTRL | Qt::Key_5}, [this] { wire_->show_tab(WireTabs::Tab::readable); });
  add_action(tr("Servers"), {Qt::CTRL | Qt::Key_6}, [this] { wire_->show_tab(WireTabs::Tab::servers); });
  add_action(tr("Plots"), {Qt::CTRL | Qt::Key_7}, [this] { wire_->show_tab(WireTabs::Tab::plots); });
  add_action(tr("Side by side"), {Qt::CTRL | Qt::Key_8}, [this] { wire_->show_tab(WireTabs::Tab::side_by_side); });
  add_action(tr("States of the session, or not"), {Qt::CTRL | Qt::SHIFT | Qt::Key_M}, [this] {
    wire_->show_tab(WireTabs::Tab::dialogue);
    states_->setVisible(states_->isHidden());
  });
  add_action(tr("Fields of the selected packet"), {Qt::ALT | Qt::Key_Return}, [this] { wire_->go_to_fields(); });
  add_action(tr("Filter lines and packets"), {Qt::CTRL | Qt::SHIFT | Qt::Key_F}, [this] { wire_->focus_filter(); });
  add_action(tr("Larger"), {QKeySequence(Qt::CTRL | Qt::Key_Plus), QKeySequence(Qt::CTRL | Qt::Key_Equal)},
             [this] { theme_.set_scale(theme_.scale() + 0.1); });
  add_action(tr("Smaller"), {Qt::CTRL | Qt::Key_Minus}, [this] { theme_.set_scale(theme_.scale() - 0.1); });
  add_action(tr("Normal size"), {Qt::CTRL | Qt::Key_0}, [this] { theme_.set_scale(1.0); });
  add_action(tr("Light or dark"), {Qt::CTRL | Qt::Key_D}, [this] {
    theme_.set_dark(!theme_.dark());
    QSettings().setValue(QStringLiteral("look/dark"), theme_.dark());
  });
  add_action(tr("High contrast, or not"), {Qt::CTRL | Qt::SHIFT | Qt::Key_D}, [this] {
    theme_.set_high_contrast(!theme_.high_contrast());
    QSettings().setValue(QStringLiteral("look/contrast"), theme_.high_contrast());
  });
  add_action(tr("Full screen"), {Qt::Key_F11}, [this] { setWindowState(windowState() ^ Qt::WindowFullScreen); });
  add_action(tr("Manual"), {Qt::Key_F1}, [this] { ManualWindow::open(theme_, this); });
  add_action(tr("Close this window"), {Qt::CTRL | Qt::Key_W}, [this] { close(); });
  add_action(tr("Quit"), {Qt::CTRL | Qt::Key_Q}, [] { QApplication::closeAllWindows(); });
  const auto press = [this](Button* button, const QString& words) {
    for (QAction* action : actions())
      if (action->text() == words) connect(button, &QPushButton::clicked, action, &QAction::trigger);
  };
  press(top_->save(), tr("Save capture"));
  press(top_->reset(), tr("Reset lab"));
  press(top_->glasses(), tr("Eve's glasses, or an endpoint's eyes"));
  connect(&selection_, &Selection::eyes_changed, this, [this] {
    top_->show_eyes(selection_.eyes());
    tell_presenter();
  });
  press(top_->look(), tr("Light or dark"));
  press(top_->help(), tr("Manual"));
  press(top_->home(), tr("Start page"));
  connect(top_->place(), &Segmented::chosen, this, &MainWindow::follow_place);
  connect(bottom_->stride(), &Segmented::chosen, this, [this](int index) { lesson_->set_stride(static_cast<Stride>(index)); });
  connect(bottom_->pace(), &QComboBox::currentIndexChanged, this, [this] { lesson_->set_pace(bottom_->pace_milliseconds()); });
  connect(lesson_, &LessonPane::start_over_wanted, this, &MainWindow::reset_wanted);
  connect(lesson_, &LessonPane::work_wanted, this, [this] { top_->place()->segment(TopBar::your_turn)->click(); });
}

void MainWindow::connect_lab() {
  connect(&recording_, &analysis::Recording::cleared, this, [this] {
    problem_->hide();
    losses_told_ = false;
  });
  connect(&recording_, &analysis::Recording::grew, this, &MainWindow::tell_losses);
  connect(free_lab_, &FreeLab::place_wanted, this, [this](int place) {
    bench_->show_page(1 + place);  // the map is the first
    bench_->choice()->segment(1 + place)->setFocus(Qt::OtherFocusReason);
  });
  connect_handwork();
  if (lab_ == nullptr) {
    free_lab_->set_unavailable(tr("No lab runs here, so there is nothing to work with. Start Cleartext without a capture to get one."));
    top_->reset()->hide();
    bottom_->set_live(false);
    return;
  }
  top_->home()->show();
  map_->set_services(lab_->services());
  connect(lab_, &lab::Lab::was_reset, this, [this] {
    map_->clear();
    wire_->set_next_line({}, {});
  });
  connect(lab_, &lab::Lab::waiting, this,
          [this](const QString& actor, const QString&, const QString& line) { wire_->set_next_line(actor, line); });
  connect(lab_, &lab::Lab::passed, this, [this] { wire_->set_next_line({}, {}); });
}

// Once a capture, whatever view is shown: with packets missing, views say less than was said.
void MainWindow::tell_losses() {
  const auto lost = recording_.dropped();
  if (lost == 0 || losses_told_) return;
  losses_told_ = true;
  problem_->show_problem(counted(lost, tr("1 packet was missed: more was said than this machine could write down."),
                                 tr("%1 packets were missed: more was said than this machine could write down.")),
                         tr("What they carried is in no view. A reset of the lab begins a new capture."));
}

// What nobody else took: Escape selects nothing any more; before an audience Enter goes to the console's line.
void MainWindow::keyPressEvent(QKeyEvent* event) {
  const bool enter = event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter;
  if (enter && presenter_->on() && console_->isVisible()) return console_->take_keys();
  if (event->key() == Qt::Key_Escape && event->modifiers() == Qt::NoModifier) return selection_.clear();
  QMainWindow::keyPressEvent(event);
}

// Arrow keys belong to what has the focus where that walks with them: tabs, choices, sliders, the map.
bool MainWindow::eventFilter(QObject* watched, QEvent* event) {
  if (event->type() != QEvent::ShortcutOverride) return QMainWindow::eventFilter(watched, event);
  const auto* key = static_cast<QKeyEvent*>(event);
  const bool arrow = key->key() == Qt::Key_Left || key->key() == Qt::Key_Right;
  const bool space = key->key() == Qt::Key_Space;
  if (key->modifiers() != Qt::NoModifier || (!arrow && !space)) return QMainWindow::eventFilter(watched, event);
  const QWidget* focus = QApplication::focusWidget();
  const bool walks = qobject_cast<const QTabBar*>(focus) != nullptr || qobject_cast<const QAbstractSlider*>(focus) != nullptr ||
                     qobject_cast<const QComboBox*>(focus) != nullptr || qobject_cast<const MapCanvas*>(focus) != nullptr ||
                     (focus != nullptr && qobject_cast<const Segmented*>(focus->parentWidget()) != nullptr);
  const bool presses = qobject_cast<const QAbstractButton*>(focus) != nullptr || qobject_cast<const QComboBox*>(focus) != nullptr;
  if ((arrow && walks) || (space && presses)) {
    event->accept();
    return watched == focus;
  }
  return QMainWindow::eventFilter(watched, event);
}

}  // namespace cleartext::gui
