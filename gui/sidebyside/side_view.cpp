#include "gui/sidebyside/side_view.h"

#include <QApplication>
#include <QClipboard>
#include <QGridLayout>
#include <QHeaderView>
#include <QKeyEvent>
#include <QStyledItemDelegate>
#include <QVBoxLayout>

#include "engine/lesson/evidence.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int pause_milliseconds = 150;
constexpr std::size_t most_choices = 200;

// Between the two there is always a gap, however long a line is.
class Gutter : public QStyledItemDelegate {
 public:
  Gutter(Theme& theme, QObject* parent) : QStyledItemDelegate(parent), theme_(theme) {}
  void paint(QPainter* painter, const QStyleOptionViewItem& option, const QModelIndex& index) const override {
    QStyleOptionViewItem narrower = option;
    if (index.column() == 0) narrower.rect.setRight(option.rect.right() - theme_.px(14));
    QStyledItemDelegate::paint(painter, narrower, index);
  }

 private:
  Theme& theme_;
};

bool is_control(const stream::StreamInfo& stream) {
  return stream.control_stream == packet::no_stream && stream.protocol != packet::Protocol::ftp_data;
}

}  // namespace

SideView::SideView(Theme& theme, Selection& selection, QWidget* parent)
    : QStackedWidget(parent),
      theme_(theme),
      selection_(selection),
      empty_(new EmptyState(theme, QStringLiteral("wire"),
                            tr("Once there are conversations, two of them can be laid side by side here, line by line."), this)),
      page_(new QWidget(this)),
      copy_(new Button(theme, tr("Copy"), Button::Kind::plain, page_)),
      model_(new SideModel(theme, selection, this)),
      table_(new QTableView(page_)) {
  auto* grid = new QGridLayout;
  for (const std::size_t side : {0U, 1U}) {
    choices_[side] = new QComboBox(page_);
    choices_[side]->setAccessibleName(side == 0 ? tr("Conversation at the left") : tr("Conversation at the right"));
    choices_[side]->setSizeAdjustPolicy(QComboBox::AdjustToMinimumContentsLengthWithIcon);
    choices_[side]->setMinimumContentsLength(12);
    costs_[side] = new Text(theme, Theme::Size::small, Ink::soft, false, page_);
    costs_[side]->setWordWrap(true);
    grid->addWidget(choices_[side], 0, static_cast<int>(side));
    grid->addWidget(costs_[side], 1, static_cast<int>(side));
    grid->setColumnStretch(static_cast<int>(side), 1);
    connect(choices_[side], &QComboBox::activated, this, [this] {
      by_hand_ = true;
      show_chosen();
    });
  }
  copy_->set_small(true);
  copy_->setToolTip(tr("Copy as a picture; Ctrl+C copies the lines as text"));
  grid->addWidget(copy_, 0, 2);
  table_->setModel(model_);
  table_->setItemDelegate(new Gutter(theme, table_));
  table_->setAccessibleName(tr("Two conversations, line by line"));
  table_->horizontalHeader()->hide();
  table_->horizontalHeader()->setSectionResizeMode(QHeaderView::Stretch);
  table_->verticalHeader()->hide();
  table_->setShowGrid(false);
  table_->setFrameShape(QFrame::NoFrame);
  table_->setWordWrap(false);
  table_->setTabKeyNavigation(false);
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->installEventFilter(this);
  auto* column = new QVBoxLayout(page_);
  column->addLayout(grid);
  column->addWidget(table_, 1);
  addWidget(empty_);
  addWidget(page_);
  soon_.setSingleShot(true);
  connect(&soon_, &QTimer::timeout, this, &SideView::refresh);
  connect(copy_, &QPushButton::clicked, this, &SideView::copy_picture);
  connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, [this](const QModelIndex& index) {
    const Turn* turn = model_->turn(index);
    if (turn == nullptr || following_ || !table_->hasFocus()) return;
    if (turn->line >= 0)
      selection_.select_line(turn->line);
    else
      selection_.select_packet(turn->packet);
  });
  connect(&selection, &Selection::changed, this, &SideView::follow_selection);
  connect(&selection, &Selection::shown_until_changed, this, &SideView::refresh);
  connect(&selection, &Selection::mask_changed, this, &SideView::refresh);
  connect(&selection.recording(), &analysis::Recording::grew, this, [this] {
    if (isVisible() && !soon_.isActive()) soon_.start(pause_milliseconds);
  });
  connect(&selection.recording(), &analysis::Recording::cleared, this, [this] {
    by_hand_ = false;
    refresh();
  });
  connect(&theme, &Theme::changed, this, &SideView::dress);
  dress();
}

void SideView::dress() {
  page_->layout()->setContentsMargins(theme_.px(12), theme_.px(8), theme_.px(12), theme_.px(4));
  page_->layout()->setSpacing(theme_.px(6));
  table_->verticalHeader()->setDefaultSectionSize(QFontMetrics(theme_.mono()).height() + theme_.px(6));
  table_->viewport()->update();
}

void SideView::showEvent(QShowEvent* event) {
  QStackedWidget::showEvent(event);
  refresh();
}

std::uint32_t SideView::chosen(std::size_t side) const {
  const QVariant data = choices_[side]->currentData();
  return data.isValid() ? data.toUInt() : packet::no_stream;
}

void SideView::set_meant(std::vector<lesson::Evidence> meant) {
  meant_ = std::move(meant);
  if (!meant_.empty()) by_hand_ = false;
  refresh();
}

// What the lesson compares, where both are there; else what is worth it. At the left stands the first conversation that has the
// one, at the right the newest that has the other.
std::array<std::uint32_t, 2> SideView::best() const {
  if (meant_.size() != 2) return worth_comparing(selection_);
  const auto& recording = selection_.recording();
  std::optional<lesson::Sighting> right;
  const auto left = lesson::find(meant_[0], recording, {});
  if (!left || !selection_.shows(left->packet)) return worth_comparing(selection_);
  for (const auto& seen : lesson::find_all(meant_[1], recording)) {
    const bool is_newer = !right || recording.streams()[seen.stream].first_packet > recording.streams()[right->stream].first_packet;
    if (seen.stream != left->stream && selection_.shows(seen.packet) && is_newer) right = seen;
  }
  return right ? std::array{left->stream, right->stream} : worth_comparing(selection_);
}

void SideView::fill_choices() {
  const auto& recording = selection_.recording();
  const std::array before{chosen(0), chosen(1)};
  const auto best = by_hand_ ? before : this->best();
  for (const std::size_t side : {0U, 1U}) {
    const QSignalBlocker quiet(choices_[side]);
    choices_[side]->clear();
    for (const auto& stream : recording.streams()) {
      if (!is_control(stream) || !selection_.shows(stream.first_packet) ||
          static_cast<std::size_t>(choices_[side]->count()) == most_choices)
        continue;
      choices_[side]->addItem(parties_of(recording, stream), stream.number);
    }
    const auto wanted = by_hand_ && before[side] != packet::no_stream ? before[side] : best[side];
    choices_[side]->setCurrentIndex(wanted == packet::no_stream ? -1 : std::max(0, choices_[side]->findData(wanted)));
  }
}

void SideView::refresh() {
  if (!isVisible()) return;
  fill_choices();
  setCurrentWidget(choices_[0]->count() == 0 ? static_cast<QWidget*>(empty_) : page_);
  show_chosen();
}

void SideView::show_chosen() {
  model_->show_streams(chosen(0), chosen(1));
  for (const int side : {0, 1}) {
    costs_[static_cast<std::size_t>(side)]->setText(cost_words(side));
    choices_[static_cast<std::size_t>(side)]->setToolTip(choices_[static_cast<std::size_t>(side)]->currentText());
  }
  follow_selection();
}

QString SideView::cost_words(int side) const {
  const auto stream = chosen(static_cast<std::size_t>(side));
  if (stream >= selection_.recording().streams().size()) return {};
  const Cost cost = cost_of(selection_, stream);
  return tr("%1 · %2 · client %3, server %4")
      .arg(counted(cost.connections, tr("1 connection"), tr("%1 connections")),
           counted(static_cast<std::size_t>(cost.packets), tr("1 packet"), tr("%1 packets")),
           counted(static_cast<std::size_t>(cost.bytes_client), tr("1 byte"), tr("%1 bytes")),
           counted(static_cast<std::size_t>(cost.bytes_server), tr("1 byte"), tr("%1 bytes")));
}

void SideView::follow_selection() {
  if (!isVisible()) return;
  QModelIndex found;
  for (int column = 0; column < 2 && selection_.place().packet != 0 && !found.isValid(); ++column)
    if (const int row = model_->row_of_selection(column); row >= 0) found = model_->index(row, column);
  following_ = true;
  if (!found.isValid()) table_->clearSelection();
  table_->setCurrentIndex(found);
  following_ = false;
}

void SideView::copy() {
  QString text = QStringLiteral("%1\t%2\n").arg(choices_[0]->currentText(), choices_[1]->currentText());
  for (int row = 0; row < model_->rowCount(); ++row)
    text += QStringLiteral("%1\t%2\n").arg(model_->index(row, 0).data().toString(), model_->index(row, 1).data().toString());
  QApplication::clipboard()->setText(text);
}

void SideView::copy_picture() { QApplication::clipboard()->setPixmap(page_->grab()); }

bool SideView::eventFilter(QObject* watched, QEvent* event) {
  if (watched != table_ || event->type() != QEvent::KeyPress || !static_cast<QKeyEvent*>(event)->matches(QKeySequence::Copy))
    return QStackedWidget::eventFilter(watched, event);
  copy();
  return true;
}

}  // namespace cleartext::gui
