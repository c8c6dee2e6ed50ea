// Presenter mode (F5): which views there are, what the audience and the speaker are told, and the clicker's keys.
#include "gui/presenter/presenter.h"

#include <QAction>
#include <QRegularExpression>
#include <QSplitter>
#include <QStackedWidget>
#include <algorithm>
#include <array>

#include "gui/bench/bench.h"
#include "gui/console/console_view.h"
#include "gui/lesson/lesson_pane.h"
#include "gui/map/network_map.h"
#include "gui/notebook/notebook.h"
#include "gui/picture/picture_card.h"
#include "gui/window/bottom_bar.h"
#include "gui/window/loading_bar.h"
#include "gui/window/main_window.h"
#include "gui/window/problem_bar.h"
#include "gui/window/top_bar.h"
#include "gui/wire/bytes_view.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {
namespace {

// The first sentences of a text in Markdown, without its signs: as many as make a whole thought, and fit.
QString first_thought(const QString& markdown) {
  constexpr int short_of_one = 40, room = 140;  // letters
  QString words = markdown.section(QStringLiteral("\n\n"), 0, 0).simplified();
  words.remove(QRegularExpression(QStringLiteral("[*_`#]")));
  static const QRegularExpression ending(QStringLiteral("[.?] (?=\\p{Lu})"));
  qsizetype end = words.indexOf(ending);
  while (end >= 0 && end < short_of_one) {
    const qsizetype next = words.indexOf(ending, end + 1);
    if ((next < 0 ? words.size() : next) > room) break;
    end = next;
  }
  return end < 0 ? words : words.left(end + 1);
}

}  // namespace

void MainWindow::build_presenter() {
  QWidget* centre = middle_->parentWidget();
  std::vector<PresentedView> views;
  const auto on_bench = [&](int page) {
    views.push_back({bench_->names().at(page), {bench_, middle_, centre}, [this, page] { bench_->show_page(page); }});
  };
  const auto on_wire = [&](const QString& name, WireTabs::Tab tab) {
    views.push_back({name, {wire_, middle_, centre}, [this, tab] { wire_->show_alone(tab); }, [this, tab] { wire_->show_beside(tab); }});
  };
  on_bench(0);
  on_wire(tr("Dialogue"), WireTabs::Tab::dialogue);
  on_wire(tr("Ladder"), WireTabs::Tab::ladder);
  on_wire(tr("Packets"), WireTabs::Tab::packets);
  on_wire(tr("Message"), WireTabs::Tab::message);
  views.push_back({tr("Eve's notebook"), {notebook_, right_}, [] {}});
  views.push_back({tr("Lesson"), {left_}, [] {}});
  on_wire(tr("Plots"), WireTabs::Tab::plots);
  on_wire(tr("Side by side"), WireTabs::Tab::side_by_side);
  for (int page = 1; page < bench_->count(); ++page) on_bench(page);
  on_wire(tr("Readable"), WireTabs::Tab::readable);
  if (lab_ != nullptr) on_wire(tr("Servers"), WireTabs::Tab::servers);
  presenter_ = new Presenter(theme_, *this, *centralWidget(), {top_, bottom_, picture_, bytes_, problem_}, std::move(views));
  presenter_->show_views({0, 1});
  connect(presenter_, &Presenter::began, this, [this] { dress_for_audience(true); });
  connect(presenter_, &Presenter::views_shown, this, [this] {
    constexpr int map = 36, by_hand = 55;  // of a hundred: what is said is read from the last row, the map is seen from there
    const int upper = bench_->currentIndex() == 0 ? map : by_hand;
    middle_->setSizes({upper * middle_->height() / 100, (100 - upper) * middle_->height() / 100});
  });
  connect(presenter_, &Presenter::ended, this, [this] { dress_for_audience(false); });
  connect(notebook_, &Notebook::reveal_changed, this, &MainWindow::follow_mask);
  add_presenter_keys();
}

void MainWindow::add_presenter_keys() {
  add_action(tr("Present, or stop presenting"), {Qt::Key_F5, Qt::SHIFT | Qt::Key_F5},
             [this] { presenter_->on() ? presenter_->end() : presenter_->begin(); });
  connect(top_->present(), &QPushButton::clicked, this, [this] { presenter_->begin(); });
  const auto only_then = [this](const QString& words, const QList<QKeySequence>& keys, const std::function<void()>& run) {
    QAction* action = add_action(words, keys, run);
    action->setEnabled(false);
    audience_keys_.push_back(action);
  };
  only_then(tr("End of the presentation"), {Qt::Key_Escape}, [this] { presenter_->end(); });
  only_then(tr("Blank the screen, or show it"), {Qt::Key_B, Qt::Key_Period}, [this] { presenter_->blank_or_show(); });
  only_then(tr("Notes for the speaker"), {Qt::Key_N}, [this] { presenter_->show_notes(); });
  // In the order of the views: first what is presented most.
  static constexpr std::array keys{Qt::Key_1, Qt::Key_2, Qt::Key_3, Qt::Key_4, Qt::Key_5, Qt::Key_6, Qt::Key_7,
                                   Qt::Key_8, Qt::Key_9, Qt::Key_0, Qt::Key_M, Qt::Key_F, Qt::Key_E, Qt::Key_S};
  for (std::size_t view = 0; view < std::min(keys.size(), presenter_->views().size()); ++view) {
    const QString name = presenter_->views()[view].name;
    const int shown = static_cast<int>(view);
    only_then(tr("Present: %1").arg(name), {QKeySequence(keys[view])}, [this, shown] { presenter_->show_view(shown); });
    only_then(tr("Present beside it: %1").arg(name), {QKeySequence(Qt::SHIFT | Qt::ALT | keys[view])},
              [this, shown] { presenter_->add_or_remove(shown); });
  }
}

// Before an audience passwords begin masked; what is only for working at the desk goes away.
void MainWindow::dress_for_audience(bool there) {
  for (QAction* action : audience_keys_) action->setEnabled(there);
  cancel_->setEnabled(!there && loading_->reading());
  wire_->set_bare(there);
  bench_->set_bare(there);
  console_->present(there);
  map_->show_title_row(!there);
  if (there && notebook_->revealed()) notebook_->reveal_or_mask();
  follow_mask();
  tell_presenter();
}

// Revealed in the notebook is revealed everywhere; at the desk nothing is masked but the notebook.
void MainWindow::follow_mask() {
  const bool masked = presenter_->on() && !notebook_->revealed();
  selection_.mask(masked);
  console_->mask(masked);
  presenter_->set_masked(masked);
}

void MainWindow::tell_presenter() {
  const auto words = [&](const lesson::Words& said) { return QString::fromStdString(lesson::text(said, language_.toStdString())); };
  Told told;
  const bool lesson = script_ && left_->currentWidget() == lesson_;
  if (lesson) {
    const auto& steps = script_->lesson().steps;
    const int step = script_->current(), count = static_cast<int>(steps.size());
    told.title =
        step < 0 ? words(script_->lesson().title) : tr("%1 · %2 of %3").arg(words(script_->lesson().title)).arg(step + 1).arg(count);
    if (step >= 0) {
      const auto& now = steps[static_cast<std::size_t>(step)];
      told.now = words(now.title);
      told.notes = words(now.narration);
      told.caption = words(now.look_at).isEmpty() ? first_thought(told.notes) : words(now.look_at);
    }
    if (step + 1 < count) told.next = words(steps[static_cast<std::size_t>(step) + 1].title);
    if (const auto line = script_->next_line(); !line.empty())
      told.next = tr("%1, and before that the line: %2").arg(told.next, QString::fromStdString(line));
  } else {
    told.title = windowTitle().section(QStringLiteral(" · "), 0, 0);
  }
  if (mode_ == wire::NetworkMode::recorded) told.title += tr(" · recorded");  // the top bar, which says it at the desk, is away
  if (selection_.eyes() == Eyes::eve) told.title += tr(" · through Eve's eyes");
  presenter_->tell(told);
}

}  // namespace cleartext::gui
