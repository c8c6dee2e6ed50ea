// Three views over one recording; which is shown is nobody's business but the reader's.
#include "gui/wire/wire_tabs.h"

#include <QGridLayout>
#include <QHBoxLayout>
#include <QKeyEvent>
#include <algorithm>

#include "gui/wire/explanation_panel.h"
#include "gui/wire/names.h"

namespace cleartext::gui {

WireTabs::WireTabs(Theme& theme, Selection& selection, QWidget* parent)
    : Card(theme, {}, parent),
      theme_(theme),
      selection_(selection),
      dialogue_model_(new DialogueModel(selection, this)),
      packet_model_(new PacketModel(selection, this)),
      pages_(new QStackedWidget(this)) {
  setAccessibleName(tr("The wire in words"));
  body()->addWidget(make_tab_row());
  body()->addWidget(new Hairline(theme, Qt::Horizontal, this));
  body()->addWidget(pages_, 1);
  pages_->addWidget(make_dialogue_page());
  pages_->addWidget(make_packet_page());
  readable_ = new ReadableView(theme, selection, this);
  pages_->addWidget(readable_);
  typing_.setSingleShot(true);
  typing_.setInterval(120);
  connect(&typing_, &QTimer::timeout, this, &WireTabs::apply_filter);
  connect(filter_, &QLineEdit::textChanged, this, [this] { typing_.start(); });
  connect(tabs_, &QTabBar::currentChanged, this, [this](int tab) {
    pages_->setCurrentIndex(tab);
    refresh();
  });
  for (QAbstractItemModel* model : {static_cast<QAbstractItemModel*>(dialogue_model_), static_cast<QAbstractItemModel*>(packet_model_)}) {
    connect(model, &QAbstractItemModel::rowsInserted, this, &WireTabs::refresh);
    connect(model, &QAbstractItemModel::rowsRemoved, this, &WireTabs::refresh);
    connect(model, &QAbstractItemModel::modelReset, this, &WireTabs::refresh);
  }
  connect(dialogue_, &DialogueView::export_selected_wanted, this, &WireTabs::export_selected_wanted);
  connect(dialogue_, &DialogueView::export_conversation_wanted, this, &WireTabs::export_conversation_wanted);
  connect(packets_, &PacketTable::export_selected_wanted, this, &WireTabs::export_selected_wanted);
  connect(packets_, &PacketTable::export_conversation_wanted, this, &WireTabs::export_conversation_wanted);
  connect(&theme, &Theme::changed, this, &WireTabs::dress);
  dress();
  refresh();
}

std::vector<std::uint32_t> WireTabs::selected_packets() const {
  return tabs_->currentIndex() == static_cast<int>(Tab::packets) ? packets_->selected_packets() : dialogue_->selected_packets();
}

QWidget* WireTabs::make_tab_row() {
  auto* row = new QWidget(this);
  tabs_ = new QTabBar(row);
  tabs_->addTab(tr("Dialogue"));
  tabs_->addTab(tr("Packets"));
  tabs_->addTab(tr("Readable"));
  tabs_->setDrawBase(false);
  tabs_->setExpanding(false);
  tabs_->setAccessibleName(tr("Dialogue, packets, or how readable they are"));
  filter_ = new QLineEdit(row);
  filter_->setPlaceholderText(tr("Filter: smtp and alice"));
  filter_->setAccessibleName(tr("Filter"));
  filter_->setAccessibleDescription(tr("Words that a line or a packet must hold. Escape clears."));
  filter_->setToolTip(tr("Plain words: smtp, pop3, ftp, the name of a host, any word of a line. Esc clears."));
  filter_->installEventFilter(this);
  count_ = new Text(theme_, Theme::Size::small, Ink::soft, false, row);
  tabs_->setUsesScrollButtons(false);
  auto* grid = new QGridLayout(row);
  grid->setColumnStretch(1, 1);
  grid->addWidget(tabs_, 0, 0, Qt::AlignBottom);
  place_filter(false);
  return row;
}

QWidget* WireTabs::make_dialogue_page() {
  dialogue_pages_ = new QStackedWidget(this);
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

QWidget* WireTabs::make_packet_page() {
  packet_pages_ = new QStackedWidget(this);
  no_packets_ = new EmptyState(theme_, QStringLiteral("wire"), {}, packet_pages_);
  packet_pages_->addWidget(no_packets_);
  packets_ = new PacketTable(theme_, selection_, *packet_model_, packet_pages_);
  packet_pages_->addWidget(packets_);
  return packet_pages_;
}

void WireTabs::dress() {
  auto* row = static_cast<QGridLayout*>(filter_->parentWidget()->layout());
  row->setContentsMargins(theme_.px(10), theme_.px(7), theme_.px(10), 0);
  row->setHorizontalSpacing(theme_.px(8));
  filter_->setFont(theme_.words(Theme::Size::small));
  tabs_->setFont(theme_.words_px(13));
  lay_out();
}

// Beside the tabs, or beneath them where there is no room.
void WireTabs::place_filter(bool beneath) {
  auto* row = static_cast<QGridLayout*>(filter_->parentWidget()->layout());
  row->addWidget(count_, beneath ? 1 : 0, 2);
  row->addWidget(filter_, beneath ? 1 : 0, beneath ? 0 : 3, 1, beneath ? 2 : 1);
  filter_beneath_ = beneath;
}

// The explanation takes a third, within what can be read.
void WireTabs::lay_out() {
  const int filter = std::min(theme_.px(190), std::max(120, width() / 3));
  const bool beneath = tabs_->sizeHint().width() + filter + theme_.px(60) > width();
  if (beneath != filter_beneath_) place_filter(beneath);
  filter_->setFixedWidth(filter);
  const int words = std::clamp(width() * 36 / 100, theme_.px(150), theme_.px(262));
  splitter_->setSizes({std::max(1, width() - words), words});
}

void WireTabs::resizeEvent(QResizeEvent* event) {
  Card::resizeEvent(event);
  lay_out();
}

void WireTabs::set_next_line(const QString& actor, const QString& line) { dialogue_model_->set_next_line(actor, line); }

void WireTabs::set_live(bool live) {
  dialogue_->set_live(live);
  packets_->set_live(live);
}

void WireTabs::set_filter(const QString& words) {
  filter_->setText(words);
  typing_.stop();
  apply_filter();
}

void WireTabs::show_tab(Tab tab) { tabs_->setCurrentIndex(static_cast<int>(tab)); }

void WireTabs::apply_filter() {
  const WordFilter words(filter_->text());
  dialogue_model_->set_filter(words);
  packet_model_->set_filter(words);
  refresh();
}

void WireTabs::refresh() {
  const bool filtered = !WordFilter(filter_->text()).empty();
  const bool dialogue = tabs_->currentIndex() == 0;
  dialogue_pages_->setCurrentIndex(dialogue_model_->rowCount() > 0 ? 1 : 0);
  packet_pages_->setCurrentIndex(packet_model_->rowCount() > 0 ? 1 : 0);
  no_dialogue_->set_sentence(filtered ? tr("No line holds these words. Esc clears the filter.")
                                      : tr("Every line that the programs say to each other will appear here, as it crosses the wire."));
  no_packets_->set_sentence(filtered ? tr("No packet holds these words. Esc clears the filter.")
                                     : tr("Every packet will appear here, as it is captured."));
  const auto found = static_cast<std::size_t>(dialogue ? dialogue_model_->lines_shown() : packet_model_->rowCount());
  const bool plot = tabs_->currentIndex() == static_cast<int>(Tab::readable);
  filter_->setVisible(!plot);
  count_->setVisible(filtered && !plot);
  count_->setText(dialogue ? counted(found, tr("1 line"), tr("%1 lines")) : counted(found, tr("1 packet"), tr("%1 packets")));
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
