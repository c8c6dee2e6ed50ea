// Shows the packet of the selection, whoever selected it.
#include "gui/wire/bytes_view.h"

#include "gui/wire/packet_words.h"

namespace cleartext::gui {

BytesView::BytesView(Theme& theme, Selection& selection, QWidget* parent)
    : Card(theme, tr("Bytes"), parent), theme_(theme), selection_(selection), pages_(new QStackedLayout) {
  pages_->addWidget(new EmptyState(theme, QStringLiteral("file"),
                                   tr("Select a line or a packet. Its bytes will appear here, as they crossed the wire."), this));
  auto* page = new QWidget(this);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  area_ = new HexArea(theme, page);
  column->addWidget(area_, 1);
  column->addWidget(new Hairline(theme, Qt::Horizontal, page));
  sentence_ = new Text(theme, Theme::Size::small, Ink::soft, false, page);
  sentence_->setWordWrap(true);
  sentence_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  sentence_room_ = new QVBoxLayout;
  sentence_room_->addWidget(sentence_);
  column->addLayout(sentence_room_);
  pages_->addWidget(page);
  body()->addLayout(pages_, 1);
  connect(&theme, &Theme::changed, this, &BytesView::dress);
  connect(&selection, &Selection::changed, this, &BytesView::show_selected);
  connect(&selection.recording(), &analysis::Recording::grew, this, &BytesView::refresh_sentence);
  connect(area_, &HexArea::byte_chosen, this, &BytesView::select_byte);
  dress();
  show_selected();
}

void BytesView::dress() { sentence_room_->setContentsMargins(theme_.px(16), theme_.px(8), theme_.px(16), theme_.px(12)); }

// A byte of a line means the line, another one the field that it is in.
void BytesView::select_byte(std::uint32_t offset) {
  const std::uint32_t number = selection_.place().packet;
  const auto packet = selection_.recording().packet(number);
  const Marked field = area_->field_range(offset);
  const bool header = packet && offset < packet->payload_offset;
  if (header && field.length > 0)
    selection_.select_field(number, field.offset, field.length);
  else
    selection_.select_byte(number, offset);
}

void BytesView::show_selected() {
  const auto packet = selection_.recording().packet(selection_.place().packet);
  pages_->setCurrentIndex(!packet ? 0 : 1);
  set_title(!packet ? tr("Bytes") : tr("Packet %1").arg(packet->number));
  set_note(!packet ? QString() : layers_of(*packet));
  area_->show_packet(packet ? &*packet : nullptr, !packet ? Marked{} : marked_in(selection_, *packet));
  refresh_sentence();
}

// The acknowledgment may come later than the selection.
void BytesView::refresh_sentence() {
  const auto packet = selection_.recording().packet(selection_.place().packet);
  const QString words = !packet ? QString() : sentence_of(selection_.recording(), *packet);
  if (words != sentence_->text()) sentence_->setText(words);
}

}  // namespace cleartext::gui
