// A letter stays shown while what is selected belongs to its conversation; a log-in beside it comes and goes.
#include "gui/message/message_view.h"

#include <QHeaderView>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/findings/decode.h"
#include "gui/message/letter_words.h"
#include "gui/message/message_source.h"
#include "gui/notebook/notebook_words.h"
#include "gui/selection/letters.h"
#include "gui/theme/card.h"
#include "gui/theme/front_stack.h"

namespace cleartext::gui {
namespace {

constexpr int item_role = Qt::UserRole, entity_role = Qt::UserRole + 1;  // entity: its place in the outline

bool is_leaf(const findings::Message& letter, const findings::Entity& entity) {
  return entity.part >= 0 && static_cast<std::size_t>(entity.part) < letter.parts.size();
}

}  // namespace

MessageView::MessageView(Theme& theme, Selection& selection, QWidget* parent)
    : QStackedWidget(parent),
      theme_(theme),
      selection_(selection),
      empty_(new EmptyState(theme, QStringLiteral("envelope"), {}, this)),
      splitter_(new QSplitter(Qt::Horizontal, this)),
      tree_(new QTreeWidget),
      subject_(new Text(theme, Theme::Size::normal, Ink::ink, true)),
      pages_(new FrontStack),
      leaflet_(new Leaflet(theme)),
      part_(new PartPage(theme, selection)),
      log_in_words_(new Text(theme, Theme::Size::normal, Ink::ink)),
      log_in_bits_(new BitsView(theme)) {
  subject_->setTextFormat(Qt::PlainText);
  subject_->setWordWrap(true);
  tree_->setHeaderHidden(true);
  tree_->setFrameShape(QFrame::NoFrame);
  tree_->setAccessibleName(tr("What the letter consists of"));
  auto* left = new Wash(theme, Qt::RightEdge);
  left->set_fill(Ink::card);
  auto* column = new QVBoxLayout(left);
  column->addWidget(subject_);
  column->addWidget(tree_, 1);
  pages_->addWidget(leaflet_);
  pages_->addWidget(part_);
  pages_->addWidget(log_in_page_ = make_log_in_page());
  splitter_->setChildrenCollapsible(false);
  splitter_->setHandleWidth(1);
  splitter_->addWidget(left);
  splitter_->addWidget(pages_);
  splitter_->setStretchFactor(1, 1);
  connect(splitter_, &QSplitter::splitterMoved, this, [this] { moved_ = true; });
  addWidget(empty_);
  addWidget(splitter_);
  connect(tree_, &QTreeWidget::currentItemChanged, this, &MessageView::choose);
  connect(tree_, &QTreeWidget::itemClicked, this, &MessageView::choose);  // the current one, once more
  connect(leaflet_, &Leaflet::packet_chosen, &selection, &Selection::select_packet);
  connect(part_, &PartPage::save_wanted, this, &MessageView::save_wanted);
  connect(log_in_bits_, &BitsView::letters_chosen, this, [this](std::uint32_t place, std::uint32_t length) {
    if (!log_in_) return;
    Place at = log_in_->place;
    at.position += place;
    at.length = length;
    selection_.select(at);
  });
  connect(&selection, &Selection::changed, this, &MessageView::follow);
  connect(&selection, &Selection::shown_until_changed, this, &MessageView::follow);
  connect(&selection, &Selection::eyes_changed, this, &MessageView::follow);
  connect(&selection, &Selection::mask_changed, this, &MessageView::follow);
  connect(&selection.recording(), &analysis::Recording::grew, this, [this] {
    if (letter_ < 0 || !chosen_) follow();
  });
  connect(&selection.recording(), &analysis::Recording::cleared, this, [this] {
    letter_ = -1;
    chosen_ = false;
    log_in_.reset();
    chosen_place_ = {};
    fill(nullptr);
  });
  connect(&theme, &Theme::changed, this, &MessageView::dress);
  dress();
  follow();
}

QWidget* MessageView::make_log_in_page() {
  auto* page = new QWidget;
  auto* column = new QVBoxLayout(page);
  log_in_words_->setWordWrap(true);
  log_in_words_->setTextFormat(Qt::PlainText);
  log_in_words_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  column->addWidget(log_in_words_);
  column->addWidget(log_in_bits_, 1);
  return page;
}

void MessageView::dress() {
  splitter_->widget(0)->layout()->setContentsMargins(theme_.px(14), theme_.px(12), theme_.px(6), theme_.px(8));
  log_in_page_->layout()->setContentsMargins(theme_.px(14), theme_.px(12), theme_.px(10), 0);
  tree_->setFont(theme_.words(Theme::Size::small));
  tree_->setIndentation(theme_.px(14));
  share_room();
}

// The tree gets what its words take, within what the page beside it can spare; until somebody moves the border.
void MessageView::share_room() {
  if (moved_) return;
  const QMargins margins = splitter_->widget(0)->layout()->contentsMargins();
  const int words = static_cast<QAbstractItemView*>(tree_)->sizeHintForColumn(0) + margins.left() + margins.right() + theme_.px(6);
  const int least = std::min(theme_.px(210), width() * 3 / 10);
  const int tree = std::clamp(words, least, std::max(least, width() * 42 / 100));
  splitter_->setSizes({tree, std::max(1, width() - tree)});
}

void MessageView::resizeEvent(QResizeEvent* event) {
  QStackedWidget::resizeEvent(event);
  share_room();
}

void MessageView::showEvent(QShowEvent* event) {
  QStackedWidget::showEvent(event);
  follow();
}

const findings::Message* MessageView::letter() const {
  const auto& all = selection_.recording().messages();
  return letter_ >= 0 && static_cast<std::size_t>(letter_) < all.size() ? &all[static_cast<std::size_t>(letter_)] : nullptr;
}

// What there is to see while nobody has selected anything.
const findings::Message* MessageView::newest() const {
  const auto& all = selection_.recording().messages();
  const auto found = std::find_if(all.rbegin(), all.rend(), [this](const findings::Message& one) {
    return is_letter(one) && selection_.shows(one.packet) && !selection_.closed(one.decrypted);
  });
  return found == all.rend() ? nullptr : &*found;
}

// Looking for the letter costs as much as there are letters, so it is done only for eyes.
void MessageView::follow() {
  if (!isVisible()) return;
  const findings::Message* now = letter_at(selection_);
  const auto here = log_in_at(selection_);
  const bool from_here = chosen_place_.packet != 0 && selection_.place() == chosen_place_;
  // What the reader went to from here lies beside the log-in: that stays.
  const bool stays = from_here && log_in_ && !selection_.masked() && !selection_.closed(log_in_->decrypted);
  const std::optional<LogIn> log_in = here || !stays ? here : log_in_;
  const findings::Message* before = letter();
  const bool gone = before != nullptr && (!selection_.shows(before->packet) || selection_.closed(before->decrypted));
  chosen_ = now != nullptr || (chosen_ && !gone);
  if (gone) before = nullptr;
  if (now == nullptr && selection_.place().packet == 0) now = chosen_ ? before : newest();
  empty_->set_sentence(is_under_way(selection_)
                           ? tr("This letter is still on its way. It will be taken apart here once its last line has crossed the wire.")
                           : tr("Select a letter, one of its lines or a log-in. It will be taken apart here: envelope, header, and each "
                                "part down to its bits."));
  const bool other = (log_in ? log_in->place : Place{}) != (log_in_ ? log_in_->place : Place{});
  if (now != before || other || gone) {
    const auto& all = selection_.recording().messages();
    const auto found = std::find_if(all.begin(), all.end(), [now](const findings::Message& one) { return &one == now; });
    letter_ = found == all.end() ? -1 : static_cast<int>(found - all.begin());
    log_in_ = log_in;
    fill(now);
  }
  if (from_here && tree_->currentItem() != nullptr) return;
  if (here) return choose_item(Item::log_in);
  if (now != nullptr) follow_place(*now);
}

void MessageView::fill(const findings::Message* letter) {
  const QSignalBlocker quiet(tree_);
  tree_->clear();
  setCurrentIndex(letter == nullptr && !log_in_ ? 0 : 1);
  subject_->setText(letter == nullptr ? tr("A log-in") : letter_head(*letter));
  if (log_in_) add(Item::log_in, tr("Log-in"), nullptr);
  if (letter == nullptr) return;
  if (is_letter(*letter)) {
    add(Item::envelope, tr("Envelope"), nullptr);
    add(Item::header, tr("Header"), nullptr);
  }
  add_outline(*letter);
  tree_->expandAll();
  share_room();
}

QTreeWidgetItem* MessageView::add(Item item, const QString& words, QTreeWidgetItem* parent, int entity) {
  auto* made = parent == nullptr ? new QTreeWidgetItem(tree_) : new QTreeWidgetItem(parent);
  made->setText(0, words);
  made->setToolTip(0, words);
  made->setData(0, item_role, static_cast<int>(item));
  made->setData(0, entity_role, entity);
  return made;
}

void MessageView::add_outline(const findings::Message& letter) {
  std::vector<QTreeWidgetItem*> open;
  for (std::size_t i = 0; i < letter.outline.size(); ++i) {
    const findings::Entity& entity = letter.outline[i];
    const auto depth = std::min(static_cast<std::size_t>(std::max(0, entity.depth)), open.size());
    const bool leaf = is_leaf(letter, entity);
    QString words = shown(entity.type);
    if (leaf && !letter.parts[static_cast<std::size_t>(entity.part)].filename.empty())
      words = shown(letter.parts[static_cast<std::size_t>(entity.part)].filename) + QStringLiteral(" · ") + words;
    QTreeWidgetItem* made = add(leaf ? Item::part : Item::branch, words, depth == 0 ? nullptr : open[depth - 1], static_cast<int>(i));
    open.resize(depth);
    open.push_back(made);
  }
}

void MessageView::choose_item(Item item, int entity) {
  const QSignalBlocker quiet(tree_);
  for (QTreeWidgetItemIterator at(tree_); *at != nullptr; ++at) {
    const bool same = (*at)->data(0, item_role).toInt() == static_cast<int>(item) && (*at)->data(0, entity_role).toInt() == entity;
    if (!same) continue;
    tree_->setCurrentItem(*at);
    return show_item(*at);
  }
}

void MessageView::choose_entity(const findings::Message& letter, std::size_t entity) {
  choose_item(is_leaf(letter, letter.outline[entity]) ? Item::part : Item::branch, static_cast<int>(entity));
}

// The reader goes to an item: what it stands for on the wire is selected for all to see, and the item stays.
void MessageView::choose(const QTreeWidgetItem* item) {
  show_item(item);
  const Place place = place_of(item);
  if (place.packet == 0) return;
  chosen_place_ = place;
  chosen_ = true;
  selection_.select(place);
}

Place MessageView::place_of(const QTreeWidgetItem* item) const {
  const findings::Message* one = letter();
  if (item == nullptr) return {};
  const auto kind = static_cast<Item>(item->data(0, item_role).toInt());
  if (kind == Item::log_in) return log_in_ ? log_in_->place : Place{};
  if (one == nullptr) return {};
  switch (kind) {
    case Item::log_in: break;
    case Item::envelope: return place_of_envelope(selection_, *one);
    case Item::header: return place_of_piece(*one, 0, one->header.size());
    case Item::branch:
    case Item::part: return place_of_entity(*one, static_cast<std::size_t>(item->data(0, entity_role).toInt()));
  }
  return {};
}

// Where nobody has chosen, a letter opens at its envelope, or at its header if it comes out of a mailbox and has none left.
void MessageView::begin_at(const findings::Message& letter) {
  if (!is_letter(letter)) return letter.outline.empty() ? void() : choose_entity(letter, 0);
  choose_item(letter.protocol == packet::Protocol::smtp ? Item::envelope : Item::header);
}

void MessageView::show_envelope() {
  chosen_place_ = selection_.place();  // and there it stays
  choose_item(Item::envelope);
}

// To what the selected byte is in; a place before the letter is its envelope.
void MessageView::follow_place(const findings::Message& letter) {
  const auto raw = raw_offset(letter, selection_.place());
  if (!raw) {
    if (tree_->currentItem() == nullptr) return begin_at(letter);
    if (is_in_envelope(selection_)) choose_item(Item::envelope);
    return;
  }
  const auto entity = entity_at(letter, *raw);
  if (is_letter(letter) && (*raw < letter.header.size() || !entity)) return choose_item(Item::header);
  if (!entity) return begin_at(letter);
  choose_entity(letter, *entity);
  if (is_leaf(letter, letter.outline[*entity])) part_->mark_raw(*raw, selection_.place().length);
}

void MessageView::show_item(const QTreeWidgetItem* item) {
  const findings::Message* one = letter();
  if (item == nullptr) return;
  switch (static_cast<Item>(item->data(0, item_role).toInt())) {
    case Item::log_in: return show_log_in();
    case Item::envelope:
      if (one != nullptr) tell_envelope(*leaflet_, selection_, *one);
      return pages_->setCurrentWidget(leaflet_);
    case Item::header:
      if (one != nullptr) tell_header(*leaflet_, *one);
      return pages_->setCurrentWidget(leaflet_);
    case Item::branch:
      leaflet_->begin();
      leaflet_->heading(item->text(0));
      leaflet_->sentence(tr("It holds the parts beneath it. A line that the sender made up, the boundary, keeps them apart."));
      leaflet_->show_page();
      return pages_->setCurrentWidget(leaflet_);
    case Item::part:
      if (one != nullptr)
        part_->show_part(*one, static_cast<std::size_t>(one->outline[static_cast<std::size_t>(item->data(0, entity_role).toInt())].part));
      return pages_->setCurrentWidget(part_);
  }
}

void MessageView::show_log_in() {
  pages_->setCurrentWidget(log_in_page_);
  if (!log_in_) return;
  log_in_words_->setText(tr("Base64 is an alphabet, not a lock: each letter stands for six bits.") + QLatin1Char(' ') +
                         log_in_words(*log_in_, findings::decode_base64(log_in_->encoded)));
  log_in_bits_->show_text(log_in_->encoded, Ink::client);
  const Place& place = selection_.place();
  if (place.stream == log_in_->place.stream && place.position >= log_in_->place.position && place.length < log_in_->place.length)
    log_in_bits_->mark(static_cast<std::uint32_t>(place.position - log_in_->place.position), place.length);
}

}  // namespace cleartext::gui
