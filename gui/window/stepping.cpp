// Time by the packet: a view that is held goes on or back by one, and what is selected goes along. Where nothing is left to show,
// the lesson's next command is let through, and of what it brings one packet is shown.
#include "gui/lesson/lesson_pane.h"
#include "gui/window/bottom_bar.h"
#include "gui/window/main_window.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {

void MainWindow::build_stepping() {
  connect(lesson_, &LessonPane::packet_wanted, this, &MainWindow::step_packets);
  connect(lesson_, &LessonPane::going_on, this, [this] {
    awaits_packet_ = false;
    selection_.let_go();
    wire_->follow_newest();
  });
  connect(&selection_, &Selection::hold_changed, this, &MainWindow::follow_hold);
  connect(&recording_, &analysis::Recording::cleared, this, [this] { awaits_packet_ = false; });
  const auto show_awaited = [this] {
    if (awaits_packet_ && selection_.looks_back()) step_packets(1);
  };
  connect(&recording_, &analysis::Recording::grew, this, show_awaited);
  connect(&selection_, &Selection::shown_until_changed, this, show_awaited);
  const auto on_desk = [this](auto call) {
    return [this, call] {
      if (page() == nullptr) call();
    };
  };
  add_action(tr("Next packet"), {Qt::ALT | Qt::Key_Right}, on_desk([this] { step_packets(1); }));
  add_action(tr("Packet before"), {Qt::ALT | Qt::Key_Left}, on_desk([this] { step_packets(-1); }));
  add_action(tr("Freeze the view, or go on"), {Qt::CTRL | Qt::Key_Space}, on_desk([this] { bottom_->freeze_or_go_on(); }));
}

// The act that is shown is the one that the view stands in.
void MainWindow::follow_hold() {
  if (!script_ || left_->currentWidget() != lesson_) return;
  if (selection_.held())
    script_->look_at(selection_.held_at());
  else
    script_->look_live();
}

void MainWindow::step_packets(int by) {
  const std::uint32_t shown = selection_.packets_shown();
  awaits_packet_ = false;
  if (by < 0) {
    if (shown == 0) return;
    selection_.hold(shown - 1);
    return shown > 1 ? selection_.select_packet(shown - 1) : selection_.clear();
  }
  if (selection_.looks_back()) {
    selection_.hold(shown + 1);
    return selection_.select_packet(shown + 1);
  }
  if (!script_ || left_->currentWidget() != lesson_) return;
  selection_.hold(shown);
  awaits_packet_ = true;
  lesson_->next_command();
}

}  // namespace cleartext::gui
