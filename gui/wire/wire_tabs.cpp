// Three views over one recording; which is shown is nobody's business but the reader's.
#include "gui/wire/wire_tabs.h"

#include <QCoreApplication>
#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <QMenu>
#include <QStyle>
#include <algorithm>

#include "gui/theme/front_stack.h"
#include "gui/wire/explanation_panel.h"
#include "gui/wire/names.h"

namespace cleartext::gui {

WireTabs::WireTabs(Theme& theme, Selection& selection, QWidget* parent)
    : Card(theme, {}, parent),
      theme_(theme),
      selection_(selection),
      dialogue_model_(new DialogueModel(selection, this)),
      packet_model_(new PacketModel(selection, this)),
      pages_(new FrontStack(this)) {
  setAccessibleName(tr("The wire in words"));
  body()->addWidget(make_tab_row());
  body()->addWidget(new Hairline(theme, Qt::Horizontal, this));
  pair_ = new QSplitter(Qt::Horizontal, this);
  pair_->setChildrenCollapsible(false);
  pair_->addWidget(pages_);
  body()->addWidget(pair_, 1);
  gap_ = new QWidget(this);
  gap_->hide();
  add_view(Tab::dialogue, tr("Dialogue"), make_dialogue_page());
  packets_ = new PacketsPage(theme, selection, *packet_model_, this);
  add_view(Tab::packets, tr("Packets"), packets_);
  readable_ = new ReadableView(theme, selection, this);
  add_view(Tab::readable, tr("Readable"), readable_);
  connect(filter_, &FilterEdit::filter_changed, this, &WireTabs::apply_filter);
  connect(filter_, &FilterEdit::problem_changed, this, &WireTabs::refresh);
  connect(packet_model_, &PacketModel::scanned, this, &WireTabs::refresh);
  connect(tabs_, &QTabBar::currentChanged, this, [this](int tab) {
    pages_->setCurrentIndex(tab);
    if (tab >= 0 && !tabs_->isTabVisible(tab)) lay_out();  // it comes out of the menu
    refresh();
    Q_EMIT tab_shown(tab_now());
  });
  for (QAbstractItemModel* model : {static_cast<QAbstractItemModel*>(dialogue_model_), static_cast<QAbstractItemModel*>(packet_model_)}) {
    connect(model, &QAbstractItemModel::rowsInserted, this, &WireTabs::refresh);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &WireTabs::refresh);
    connect(model, &QAbstractItemModel::modelReset, this, &WireTabs::refresh);
  }
  connect(dialogue_, &DialogueView::export_selected_wanted, this, &WireTabs::export_selected_wanted);
  connect(dialogue_, &DialogueView::export_conversation_wanted, this, &WireTabs::export_conversation_wanted);
  connect(&packets_->table(), &PacketTable::export_selected_wanted, this, &WireTabs::export_selected_wanted);
  connect(&packets_->table(), &PacketTable::export_conversation_wanted, this, &WireTabs::export_conversation_wanted);
  connect(&selection, &Selection::changed, this, &WireTabs::fold_explanation);
  connect(&theme, &Theme::changed, this, &WireTabs::dress);
  dress();
  refresh();
}

void WireTabs::add_view(Tab tab, const QString& title, QWidget* view) {
  const auto before = std::lower_bound(tabs_shown_.begin(), tabs_shown_.end(), tab);
  const auto place = static_cast<int>(before - tabs_shown_.begin());
  tabs_shown_.insert(before, tab);
  pages_->insertWidget(place, view);
  tabs_->insertTab(place, title);
  tabs_->setCurrentIndex(0);
}

WireTabs::Tab WireTabs::tab_now() const {
  const auto place = static_cast<std::size_t>(std::max(0, tabs_->currentIndex()));
  return place < tabs_shown_.size() ? tabs_shown_[place] : Tab::dialogue;
}

std::vector<std::uint32_t> WireTabs::selected_packets() const {
  return tab_now() == Tab::packets ? packets_->table().selected_packets() : dialogue_->selected_packets();
}

QWidget* WireTabs::make_tab_row() {
  auto* row = new QWidget(this);
  tabs_ = new QTabBar(row);
  tabs_->setDrawBase(false);
  tabs_->setExpanding(false);
  tabs_->setAccessibleName(tr("Views of the wire"));
  more_ = new Button(theme_, tr("More"), Button::Kind::quiet, row);
  more_->set_small(true);
  more_->setToolTip(tr("Views that have no room beside the others"));
  more_->hide();
  connect(more_, &QPushButton::clicked, this, [this] {
    QMenu menu(this);
    for (int i = 0; i < tabs_->count(); ++i)
      if (!tabs_->isTabVisible(i)) menu.addAction(tabs_->tabText(i), this, [this, i] { tabs_->setCurrentIndex(i); });
    menu.exec(more_->mapToGlobal(QPoint(0, more_->height())));
  });
  filter_ = new FilterEdit(theme_, selection_, row);
  filter_->installEventFilter(this);
  columns_ = new Button(theme_, tr("Columns"), Button::Kind::quiet, row);
  columns_->set_small(true);
  columns_->setToolTip(tr("Which columns there are, how times are told, names or addresses"));
  connect(columns_, &QPushButton::clicked, this, [this] {
    QMenu menu(this);
    packets_->table().fill_columns_menu(menu);
    menu.exec(columns_->mapToGlobal(QPoint(0, columns_->height())));
  });
  problem_ = new Text(theme_, Theme::Size::small, Ink::ink, false, row);
  problem_->setWordWrap(true);
  problem_->hide();
  count_ = new Text(theme_, Theme::Size::small, Ink::soft, false, row);
  row->setMinimumWidth(theme_.px(300));  // what does not fit goes beneath; the window is not pushed wider
  auto* grid = new QGridLayout(row);
  grid->setColumnStretch(1, 1);
  grid->addWidget(problem_, 2, 0, 1, 5);
  place_filter(false);
  return row;
}

QWidget* WireTabs::make_dialogue_page() {
  dialogue_pages_ = new FrontStack(this);
  no_dialogue_ = new EmptyState(theme_, QStringLiteral("wire"), {}, dialogue_pages_);
  dialogue_pages_->addWidget(no_dialogue_);
  splitter_ = new QSplitter(Qt::Horizontal, dialogue_pages_);
  splitter_->setChildrenCollapsible(false);
  splitter_->setHandleWidth(1);
  auto* left = new QWidget(splitter_);
  auto* column = new QVBoxLayout(left);
  column->setContentsMargins(0, 4, 0, 4);
  dialogue_ = new DialogueView(theme_, selection_, *dialogue_model_, left);
  column->addWidget(dialogue_);
  splitter_->addWidget(left);
  splitter_->addWidget(new ExplanationPanel(theme_, selection_, splitter_));
  splitter_->setStretchFactor(0, 1);
  splitter_->setStretchFactor(1, 0);
  dialogue_pages_->addWidget(splitter_);
  return dialogue_pages_;
}

void WireTabs::dress() {
  auto* row = static_cast<QGridLayout*>(filter_->parentWidget()->layout());
  row->setHorizontalSpacing(theme_.px(8));
  filter_->setFont(theme_.words(Theme::Size::small));
  tabs_->setFont(theme_.words_px(13));
  place_filter(filter_beneath_);
  lay_out();
}

// Beside the tabs, or beneath them where there is no room.
void WireTabs::place_filter(bool beneath) {
  auto* row = static_cast<QGridLayout*>(filter_->parentWidget()->layout());
  row->addWidget(tabs_, 0, 0, 1, beneath ? 4 : 1, Qt::AlignBottom);
  row->addWidget(more_, 0, beneath ? 4 : 1);
  row->addWidget(columns_, beneath ? 1 : 0, beneath ? 3 : 2);
  row->addWidget(count_, beneath ? 1 : 0, beneath ? 4 : 3);
  row->addWidget(filter_, beneath ? 1 : 0, beneath ? 0 : 4, 1, beneath ? 3 : 1);
  filter_beneath_ = beneath;
  row->setContentsMargins(theme_.px(10), theme_.px(7), theme_.px(10),
                          beneath ? theme_.px(7) : 0);  // a tab stands on the line, a field does not
}

// The filter takes what the tabs leave, within what can be typed in; the explanation takes a third, within what can be read.
void WireTabs::lay_out() {
  fit_tabs();
  const int others = tabs_->sizeHint().width() + columns_->sizeHint().width() +
                     QFontMetrics(count_->font()).horizontalAdvance(tr("%1 packets").arg(1'000'000)) + theme_.px(64);
  const int left = width() - others, least = theme_.px(170);
  const bool beneath = left < least;
  if (beneath != filter_beneath_) place_filter(beneath);
  filter_->setMinimumWidth(beneath ? theme_.px(120) : std::min(left, theme_.px(280)));
  filter_->setMaximumWidth(beneath ? QWIDGETSIZE_MAX : std::min(left, theme_.px(280)));
  share_room();
  fold_explanation();
}

void WireTabs::share_room() {
  const int words = std::clamp(width() * 36 / 100, theme_.px(150), theme_.px(262));
  splitter_->setSizes({std::max(1, width() - words), words});
}

// Where there is little room it stands beside the dialogue only while it has something to explain.
void WireTabs::fold_explanation() {
  QWidget* words = splitter_->widget(1);
  const bool folded = bare_ || (width() < theme_.px(560) && selection_.place().packet == 0);
  if (folded == words->isHidden()) return;
  words->setHidden(folded);
  share_room();
}

// Closer together where there is little room; what even then finds none is in a menu at the end.
void WireTabs::fit_tabs() {
  const auto set_tight = [this](bool tight) {
    if (tabs_->property("tight").toBool() == tight) return;
    tabs_->setProperty("tight", tight);
    tabs_->style()->unpolish(tabs_);
    tabs_->style()->polish(tabs_);
    tabs_->setFont(theme_.words_px(13));  // the style has put back the one it found
    QEvent other(QEvent::StyleChange);    // so that the tabs are measured anew
    QCoreApplication::sendEvent(tabs_, &other);
  };
  for (int i = 0; i < tabs_->count(); ++i) tabs_->setTabVisible(i, true);
  const int room = width() - 2 * theme_.px(18), beside = room - more_->sizeHint().width() - theme_.px(8);
  set_tight(false);
  set_tight(tabs_->sizeHint().width() > room);
  const bool cut = tabs_->sizeHint().width() > room;
  for (int i = tabs_->count() - 1; cut && i >= 0 && tabs_->sizeHint().width() > beside; --i)
    if (i != tabs_->currentIndex()) tabs_->setTabVisible(i, false);
  more_->setVisible(cut);
}

void WireTabs::resizeEvent(QResizeEvent* event) {
  Card::resizeEvent(event);
  lay_out();
}

void WireTabs::set_next_line(const QString& actor, const QString& line) { dialogue_model_->set_next_line(actor, line); }

void WireTabs::set_live(bool live) {
  dialogue_->set_live(live);
  packets_->table().set_live(live);
}

void WireTabs::follow_newest() {
  dialogue_->follow_newest();
  packets_->table().follow_newest();
}

void WireTabs::set_filter(const QString& words) { filter_->set_filter(words); }

void WireTabs::set_title(Tab tab, const QString& title) {
  const auto found = std::find(tabs_shown_.begin(), tabs_shown_.end(), tab);
  const auto place = static_cast<int>(found - tabs_shown_.begin());
  if (found == tabs_shown_.end() || tabs_->tabText(place) == title) return;
  tabs_->setTabText(place, title);
  lay_out();
}

void WireTabs::show_tab(Tab tab) {
  const auto found = std::find(tabs_shown_.begin(), tabs_shown_.end(), tab);
  if (found != tabs_shown_.end()) tabs_->setCurrentIndex(static_cast<int>(found - tabs_shown_.begin()));
}

void WireTabs::go_to_fields() {
  show_tab(Tab::packets);
  packets_->go_to_fields();
}

void WireTabs::show_alone(Tab tab) {
  end_pair();
  show_tab(tab);
}

void WireTabs::show_beside(Tab tab) {
  end_pair();
  const auto found = std::find(tabs_shown_.begin(), tabs_shown_.end(), tab);
  const auto place = static_cast<int>(found - tabs_shown_.begin());
  if (found == tabs_shown_.end() || place == tabs_->currentIndex()) return;
  second_ = pages_->widget(place);
  pages_->insertWidget(place, gap_);
  pages_->removeWidget(second_);
  pair_->addWidget(second_);
  second_->show();
  pages_->setCurrentIndex(tabs_->currentIndex());
  pair_->setSizes({1'000'000, 1'000'000});
}

void WireTabs::end_pair() {
  if (second_ == nullptr) return;
  const int place = pages_->indexOf(gap_);
  pages_->insertWidget(place, second_);
  pages_->removeWidget(gap_);
  gap_->setParent(this);
  gap_->hide();
  second_ = nullptr;
  pages_->setCurrentIndex(tabs_->currentIndex());
}

void WireTabs::add_below_dialogue(QWidget* strip) { splitter_->widget(0)->layout()->addWidget(strip); }

void WireTabs::set_bare(bool bare) {
  bare_ = bare;
  if (!bare) end_pair();
  filter_->parentWidget()->setHidden(bare);
  fold_explanation();
}

// Where there is none, in the dialogue.
void WireTabs::focus_filter() {
  if (tab_now() != Tab::dialogue && tab_now() != Tab::packets) show_tab(Tab::dialogue);
  filter_->setFocus(Qt::ShortcutFocusReason);
  filter_->selectAll();
}

void WireTabs::apply_filter() {
  dialogue_model_->set_filter(filter_->filter());
  packet_model_->set_filter(filter_->filter());
  refresh();
}

void WireTabs::refresh() {
  const bool filtered = !filter_->filter().empty();
  const Tab tab = tab_now();
  const bool dialogue = tab == Tab::dialogue, searched = dialogue || tab == Tab::packets;
  dialogue_pages_->setCurrentIndex(dialogue_model_->rowCount() > 0 ? 1 : 0);
  no_dialogue_->set_sentence(filtered ? tr("No line is like that. Esc clears the filter.")
                                      : tr("Every line that the programs say to each other will appear here, as it crosses the wire."));
  packets_->show_rows(packet_model_->rowCount() > 0, packet_model_->scanning() ? tr("Looking…")
                                                     : filtered                ? tr("No packet is like that. Esc clears the filter.")
                                                                               : tr("Every packet will appear here, as it is captured."));
  const auto found = static_cast<std::size_t>(dialogue ? dialogue_model_->lines_shown() : packet_model_->rowCount());
  filter_->setVisible(searched);
  columns_->setVisible(tab == Tab::packets);
  count_->setVisible(filtered && searched);
  count_->setText(dialogue ? counted(found, tr("1 line"), tr("%1 lines")) : counted(found, tr("1 packet"), tr("%1 packets")));
  problem_->setText(filter_->problem());
  problem_->setVisible(searched && !filter_->problem().isEmpty());
}

// Escape is the filter's as long as it holds words, and the window's after that.
bool WireTabs::eventFilter(QObject* watched, QEvent* event) {
  const bool key = event->type() == QEvent::KeyPress || event->type() == QEvent::ShortcutOverride;
  if (watched == filter_ && key && static_cast<QKeyEvent*>(event)->key() == Qt::Key_Escape && !filter_->text().isEmpty()) {
    if (event->type() == QEvent::KeyPress) set_filter({});
    event->accept();
    return true;
  }
  return Card::eventFilter(watched, event);
}

}  // namespace cleartext::gui
