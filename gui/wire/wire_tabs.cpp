// Two views over one recording; which is shown is nobody's business but the reader's.
#include "gui/wire/wire_tabs.h"

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
  return tabs_->currentIndex() == 0 ? dialogue_->selected_packets() : packets_->selected_packets();
}

QWidget* WireTabs::make_tab_row() {
  auto* row = new QWidget(this);
  tabs_ = new QTabBar(row);
  tabs_->addTab(tr("Dialogue"));
  tabs_->addTab(tr("Packets"));
  tabs_->setDrawBase(false);
  tabs_->setExpanding(false);
  tabs_->setAccessibleName(tr("Dialogue or packets"));
  filter_ = new QLineEdit(row);
  filter_->setPlaceholderText(tr("Filter: smtp and alice"));
  filter_->setAccessibleName(tr("Filter"));
  filter_->setAccessibleDescription(tr("Words that a line or a packet must hold. Escape clears."));
  filter_->setToolTip(tr("Plain words: smtp, pop3, ftp, the name of a host, any word of a line. Esc clears."));
  filter_->installEventFilter(this);
  count_ = new Text(theme_, Theme::Size::small, Ink::soft, false, row);
  auto* line = new QHBoxLayout(row);
  line->addWidget(tabs_, 0, Qt::AlignBottom);
  line->addStretch(1);
  line->addWidget(count_);
  line->addWidget(filter_);
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
  auto* row = static_cast<QHBoxLayout*>(filter_->parentWidget()->layout());
  row->setContentsMargins(theme_.px(10), theme_.px(7), theme_.px(10), 0);
  row->setSpacing(theme_.px(8));
  filter_->setFont(theme_.words(Theme::Size::small));
  tabs_->setFont(theme_.words_px(13));
  filter_->setFixedWidth(std::min(theme_.px(190), std::max(120, width() / 3)));
  resizeEvent(nullptr);
}

// The explanation takes a third, within what can be read.
void WireTabs::resizeEvent(QResizeEvent* event) {
  if (event != nullptr) Card::resizeEvent(event);
  filter_->setFixedWidth(std::min(theme_.px(190), std::max(120, width() / 3)));
  const int words = std::clamp(width() * 36 / 100, theme_.px(150), theme_.px(262));
  splitter_->setSizes({std::max(1, width() - words), words});
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

void WireTabs::show_tab(Tab tab) { tabs_->setCurrentIndex(tab == Tab::dialogue ? 0 : 1); }

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
  count_->setVisible(filtered);
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
