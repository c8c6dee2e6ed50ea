// The one window: how its parts stand, and which of them is shown.
#include "gui/window/main_window.h"

#include <QApplication>
#include <QCloseEvent>
#include <QComboBox>
#include <QScreen>
#include <QScrollArea>
#include <QSettings>
#include <QSplitter>
#include <QStackedWidget>
#include <QTimer>
#include <QVBoxLayout>
#include <chrono>

#include "gui/bench/bench.h"
#include "gui/console/console_view.h"
#include "gui/console/state_strip.h"
#include "gui/files/files_view.h"
#include "gui/freelab/free_lab.h"
#include "gui/ladder/ladder_view.h"
#include "gui/language/sentences.h"
#include "gui/lesson/lesson_pane.h"
#include "gui/lesson/player_script.h"
#include "gui/mail/mail_view.h"
#include "gui/map/network_map.h"
#include "gui/message/message_view.h"
#include "gui/notebook/notebook.h"
#include "gui/picture/picture_card.h"
#include "gui/plots/plots_view.h"
#include "gui/presenter/presenter.h"
#include "gui/sidebyside/side_view.h"
#include "gui/theme/front_stack.h"
#include "gui/window/bottom_bar.h"
#include "gui/window/loading_bar.h"
#include "gui/window/problem_bar.h"
#include "gui/window/top_bar.h"
#include "gui/wire/bytes_view.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {

MainWindow::MainWindow(Theme& theme, analysis::Recording& recording, lab::Lab* lab, wire::NetworkMode mode, QWidget* parent)
    : QMainWindow(parent), theme_(theme), recording_(recording), lab_(lab), mode_(mode), selection_(recording) {
  setWindowTitle(tr("Cleartext"));
  language_ = QLocale().name().section(QLatin1Char('_'), 0, 0);
  const QSettings settings;
  if (settings.contains(QStringLiteral("look/dark"))) theme.set_dark(settings.value(QStringLiteral("look/dark")).toBool());
  if (settings.contains(QStringLiteral("look/contrast"))) theme.set_high_contrast(settings.value(QStringLiteral("look/contrast")).toBool());
  theme.set_scale(settings.value(QStringLiteral("look/scale"), 1.0).toDouble());
  theme.apply(*qApp);
  build_panes();
  build_views();
  build_bars();
  build_undoing();
  build_actions();
  build_stepping();
  build_opening();
  build_saving();
  build_presenter();
  build_finder();
  build_tour();
  connect_lab();
  build_world_views();
  connect(&theme, &Theme::changed, this, &MainWindow::dress);
  qApp->installEventFilter(this);
  dress();
  recall();
  remember_soon();
  follow_front();
  follow_script();
  desk_->setFocus();
}

MainWindow::~MainWindow() { lesson_->show_script(nullptr); }

QSize MainWindow::sizeHint() const { return {1440, 900}; }

// QSplitter puts each new part below the ones before: a screen reader would read the last one first.
static void read_in_order(const QSplitter& splitter) {
  for (int i = 0; i < splitter.count(); ++i) splitter.widget(i)->raise();
  for (int i = 0; i < splitter.count(); ++i) splitter.handle(i)->raise();
}

void MainWindow::build_panes() {
  const auto splitter = [](Qt::Orientation orientation) {
    auto* made = new QSplitter(orientation);
    made->setChildrenCollapsible(false);
    return made;
  };
  lesson_ = new LessonPane(theme_, selection_);
  lesson_->set_language(language_);
  free_lab_ = new FreeLab(theme_);
  left_ = new FrontStack;
  left_->addWidget(lesson_);
  left_->addWidget(free_lab_);
  middle_ = splitter(Qt::Vertical);
  map_ = new NetworkMap(theme_, selection_);
  wire_ = new WireTabs(theme_, selection_);
  console_ = new ConsoleView(theme_);
  mail_ = new MailView(theme_);
  files_ = new FilesView(theme_);
  connect(&selection_, &Selection::mask_changed, files_, [this] {
    files_->mask(selection_.masked());
    console_->input().mask(selection_.masked());
  });
  bench_ = new Bench(theme_, {{tr("Map"), map_}, {tr("Console"), console_}, {tr("Mail"), mail_}, {tr("Files"), files_}});
  middle_->addWidget(bench_);
  middle_->addWidget(wire_);
  right_ = splitter(Qt::Vertical);
  notebook_ = new Notebook(theme_, selection_);
  bytes_ = new BytesView(theme_, selection_);
  picture_ = new PictureCard(theme_, selection_);
  right_->addWidget(notebook_);
  right_->addWidget(picture_);
  right_->addWidget(bytes_);
  problem_ = new ProblemBar(theme_);
  auto* centre = new QWidget;
  auto* column = new QVBoxLayout(centre);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(4);
  column->addWidget(middle_, 1);
  across_ = splitter(Qt::Horizontal);
  // None of them has a stretch of its own: a window made smaller takes from its sides, too.
  for (QWidget* part : {static_cast<QWidget*>(left_), centre, static_cast<QWidget*>(right_)}) across_->addWidget(part);
  middle_->setStretchFactor(1, 1);
  right_->setStretchFactor(0, 1);
  for (const QSplitter* splitter : {across_, middle_, right_}) read_in_order(*splitter);
}

// Views of other rooms that stand beside Dialogue and Packets.
void MainWindow::build_views() {
  ladder_ = new LadderView(theme_, selection_);
  message_ = new MessageView(theme_, selection_);
  wire_->add_view(WireTabs::Tab::ladder, tr("Ladder"), ladder_);
  wire_->add_view(WireTabs::Tab::message, tr("Message"), message_);
  connect(&map_->canvas(), &MapCanvas::letter_opened, this, [this] {
    wire_->show_tab(WireTabs::Tab::message);
    message_->show_envelope();
  });
  states_ = new StateStrip(theme_, selection_);
  wire_->add_below_dialogue(states_);
  states_->hide();
  plots_ = new PlotsView(theme_, selection_, recording_);
  wire_->add_view(WireTabs::Tab::plots, tr("Plots"), plots_);
  side_by_side_ = new SideView(theme_, selection_);
  wire_->add_view(WireTabs::Tab::side_by_side, tr("Side by side"), side_by_side_);
  connect(notebook_, &Notebook::crack_wanted, this, [this] {
    wire_->show_tab(WireTabs::Tab::plots);
    plots_->crack_selected();
  });
}

void MainWindow::build_bars() {
  top_ = new TopBar(theme_);
  bottom_ = new BottomBar(theme_, selection_);
  loading_ = new LoadingBar(theme_);
  top_->show_mode(mode_);
  // Where the words are large and the window small, the desk scrolls; nothing is cut off.
  auto* scroll = new QScrollArea;
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setFocusPolicy(Qt::NoFocus);
  desk_ = new QWidget;
  (new QVBoxLayout(desk_))->addWidget(across_);
  scroll->setWidget(desk_);
  scroll->viewport()->setAutoFillBackground(false);
  desk_->setAutoFillBackground(false);
  desk_->setFocusPolicy(Qt::ClickFocus);  // keys go to the window until Tab takes them elsewhere
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  pages_ = new FrontStack;
  pages_->addWidget(scroll);
  column->addWidget(top_);
  column->addWidget(pages_, 1);
  column->addWidget(loading_);
  column->addWidget(bottom_);
  problem_->lie_over(page, bottom_);
  setCentralWidget(page);
}

void MainWindow::dress() {
  desk_->layout()->setContentsMargins(theme_.px(9), theme_.px(10), theme_.px(9), theme_.px(8));
  for (QSplitter* splitter : {across_, middle_, right_}) splitter->setHandleWidth(std::max(6, theme_.px(6)));
}

void MainWindow::recall() {
  const QSettings settings;
  const QSize frame(0, 64);  // as high as a title and a border may be: its foot must not lie below the screen
  if (!restoreGeometry(settings.value(QStringLiteral("window/geometry")).toByteArray()))
    resize(sizeHint().boundedTo(screen()->availableSize() - frame));
  const auto restore = [&settings](QSplitter* splitter, const QString& name, const QList<int>& sizes) {
    if (!splitter->restoreState(settings.value(QStringLiteral("window/") + name).toByteArray())) splitter->setSizes(sizes);
  };
  restore(across_, QStringLiteral("across"), {theme_.px(350), theme_.px(740), theme_.px(324)});
  restore(middle_, QStringLiteral("middle"), {theme_.px(328), theme_.px(440)});
  restore(right_, QStringLiteral("right"), {theme_.px(490), theme_.px(240), theme_.px(276)});
  if (const int pace = bottom_->pace()->findData(settings.value(QStringLiteral("lesson/pace"), 800)); pace >= 0)
    bottom_->pace()->setCurrentIndex(pace);
  bottom_->stride()->set_current(settings.value(QStringLiteral("lesson/stride"), 0).toInt());
}

void MainWindow::remember() {
  QSettings settings;
  settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
  settings.setValue(QStringLiteral("window/across"), across_->saveState());
  if (bench_->currentIndex() == 0) settings.setValue(QStringLiteral("window/middle"), middle_->saveState());  // what the map had
  settings.setValue(QStringLiteral("window/right"), right_->saveState());
  settings.setValue(QStringLiteral("lesson/pace"), bottom_->pace_milliseconds());
  if (script_) settings.setValue(QStringLiteral("lesson/stride"), bottom_->stride()->current());  // a capture has no acts
  settings.setValue(QStringLiteral("look/scale"), theme_.scale());
}

// A window that is killed leaves its layout, too. How it looks before an audience is not what is meant.
void MainWindow::remember_soon() {
  constexpr std::chrono::milliseconds pause{800};  // until nothing moves any more
  remembering_.setSingleShot(true);
  remembering_.setInterval(pause);
  connect(&remembering_, &QTimer::timeout, this, [this] {
    if (!presenter_->on()) remember();
  });
  const auto soon = [this] { remembering_.start(); };
  for (QSplitter* splitter : {across_, middle_, right_}) connect(splitter, &QSplitter::splitterMoved, this, soon);
  connect(bottom_->pace(), &QComboBox::currentIndexChanged, this, soon);
  connect(bottom_->stride(), &Segmented::chosen, this, soon);
  connect(&theme_, &Theme::changed, this, soon);
}

void MainWindow::resizeEvent(QResizeEvent* event) {
  QMainWindow::resizeEvent(event);
  if (isVisible()) remembering_.start();
}

void MainWindow::moveEvent(QMoveEvent* event) {
  QMainWindow::moveEvent(event);
  if (isVisible()) remembering_.start();
}

void MainWindow::closeEvent(QCloseEvent* event) {
  presenter_->end();
  remembering_.stop();
  remember();
  event->accept();
  Q_EMIT closed();
}

void MainWindow::show_lesson(lesson::Player& player) { show_script(std::make_unique<PlayerScript>(player)); }

void MainWindow::show_script(std::unique_ptr<Script> script) {
  lesson_->show_script(nullptr);
  const bool other = !script_ || !script || script_->lesson().id != script->lesson().id;
  if (other) wire_->set_filter({});  // what was looked for in one lesson hides the next
  script_ = std::move(script);
  act_ = -1;
  if (script_) connect(script_.get(), &Script::changed, this, &MainWindow::follow_script);
  lesson_->show_script(script_.get());
  if (script_) show_view(script_->lesson().view);
  top_->place()->set_current(TopBar::lesson);
  left_->setCurrentWidget(lesson_);
  follow_script();
}

// The view that shows a lesson best, as its lesson.yaml says.
void MainWindow::show_view(const std::string& view) {
  states_->setVisible(view == "state");
  if (view.empty()) return;
  bench_->show_page(0);
  if (view == "dialogue" || view == "state" || view == "map" || view == "notebook")
    wire_->show_tab(WireTabs::Tab::dialogue);
  else if (view == "packets")
    wire_->show_tab(WireTabs::Tab::packets);
  else if (view == "ladder")
    wire_->show_tab(WireTabs::Tab::ladder);
  else if (view == "message")
    wire_->show_tab(WireTabs::Tab::message);
  else if (view == "plot")
    wire_->show_tab(WireTabs::Tab::plots);
  else if (view == "side-by-side")
    wire_->show_tab(WireTabs::Tab::side_by_side);
  if (script_ && script_->lesson().cracks) plots_->show_picture(PlotsView::Picture::cracking);
}

void MainWindow::show_your_turn(QWidget* work) {
  const bool in_front = your_turn_ && left_->currentWidget() == your_turn_;
  if (your_turn_) left_->removeWidget(your_turn_);
  your_turn_ = work;
  if (work != nullptr) left_->addWidget(work);
  if (work != nullptr && in_front) left_->setCurrentWidget(work);
  top_->place()->segment(TopBar::your_turn)->setVisible(work != nullptr);
  lesson_->set_after(work != nullptr ? LessonPane::After::work : LessonPane::After::nothing);
  top_->fit();
}

void MainWindow::show_free_lab() {
  top_->place()->set_current(TopBar::free_lab);
  left_->setCurrentWidget(free_lab_);
  follow_script();
}

void MainWindow::follow_place(int place) {
  left_->setCurrentWidget(place == TopBar::lesson     ? static_cast<QWidget*>(lesson_)
                          : place == TopBar::free_lab ? free_lab_
                                                      : your_turn_.data());
  if (selection_.held()) follow_hold();
  follow_script();
}

void MainWindow::add_page(QWidget* page) { pages_->addWidget(page); }

QWidget* MainWindow::page() const { return pages_->currentIndex() == 0 ? nullptr : pages_->currentWidget(); }

void MainWindow::show_page(QWidget* page) {
  if (page == nullptr)
    pages_->setCurrentIndex(0);
  else
    pages_->setCurrentWidget(page);
  bottom_->setVisible(page == nullptr);
  top_->show_desk(page == nullptr);
  follow_script();
  if (page != nullptr)
    page->setFocus();
  else
    desk_->setFocus();
}

void MainWindow::show_capture(const QString& name) {
  script_.reset();
  lesson_->show_capture(name);
  top_->crumb()->set_words(tr("Captures"), name);
  top_->fit();
  top_->place()->hide();
  top_->reset()->setVisible(lab_ != nullptr);
  top_->show_mode(wire::NetworkMode::recorded);
  bottom_->set_live(false);
  wire_->set_live(false);
  ladder_->set_live(false);
  picture_->set_live(false);
  map_->show_elsewhere();
  bench_->show_choice(lab_ != nullptr);
  bottom_->show_acts(false);
  bottom_->show_stepping(true);
  left_->setCurrentWidget(lesson_);
  setWindowTitle(name.isEmpty() ? tr("Cleartext") : tr("%1 · Cleartext").arg(name));
}

void MainWindow::show_problem(const QString& sentence, const QString& advice) {
  problem_->show_problem(in_our_words(sentence), in_our_words(advice));
}

// Each act may have a view that shows it best, and two conversations to compare.
void MainWindow::follow_act() {
  const int act = script_ ? script_->current() : -1;
  const int before = std::exchange(act_, act);
  if (before == act) return;
  if (act > before && before >= 0 && !selection_.held()) selection_.clear();  // what was chosen in the act before
  const bool is_one = act >= 0 && act < static_cast<int>(script_->lesson().steps.size());
  const lesson::Step none, &step = is_one ? script_->lesson().steps[static_cast<std::size_t>(act)] : none;
  side_by_side_->set_meant(step.compare);
  if (!step.view.empty()) show_view(step.view);
  if (act > before) QTimer::singleShot(0, this, &MainWindow::follow_newest);
}

// A view that was out of sight does not know yet what came; whoever holds it or has chosen something is left in peace.
void MainWindow::follow_newest() {
  if (selection_.held() || selection_.place().packet != 0) return;
  wire_->follow_newest();
  ladder_->follow_newest();
}

// What the lesson says about now: its title, the line at the gate, and how far back the wire is shown.
void MainWindow::follow_script() {
  const bool free = left_->currentWidget() == free_lab_, in_lesson = left_->currentWidget() == lesson_;
  const QString title = script_ ? QString::fromStdString(lesson::text(script_->lesson().title, language_.toStdString())) : tr("No lesson");
  const QString shown = page() != nullptr ? page()->windowTitle() : free ? tr("Free lab") : title;
  top_->crumb()->set_words(free || page() != nullptr ? QString() : tr("Lessons"), shown);
  top_->fit();
  setWindowTitle(tr("%1 · Cleartext").arg(shown));
  bottom_->show_stepping(script_ != nullptr && in_lesson);
  const std::uint32_t until = script_ && in_lesson ? script_->shown_until() : 0;
  if (until == Script::no_packet)
    selection_.show_nothing();
  else
    selection_.show_until(until);
  if (!script_ || script_->next_line().empty())
    wire_->set_next_line({}, {});
  else if (lab_ == nullptr)
    wire_->set_next_line({}, QString::fromStdString(script_->next_line()));
  follow_act();
  if (free && lab_ != nullptr) (void)why_not_now();  // who works with programs of his own presses no button here
  tell_presenter();
}

}  // namespace cleartext::gui
