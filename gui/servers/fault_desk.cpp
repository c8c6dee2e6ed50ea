#include "gui/servers/fault_desk.h"

#include <QHBoxLayout>
#include <algorithm>

#include "gui/servers/ready_faults.h"
#include "gui/wire/fault_meaning.h"
#include "gui/wire/names.h"
#include "servers/faults/fault_text.h"

namespace cleartext::gui {

namespace {

QString q(std::string_view text) { return from_bytes(text); }

}  // namespace

FaultDesk::FaultDesk(Theme& theme, QWidget* parent)
    : Wash(theme, Qt::LeftEdge, parent), theme_(theme), scroll_(new QScrollArea(this)), page_(new QWidget) {
  setAccessibleName(tr("Faults"));
  column_ = new QVBoxLayout(page_);
  scroll_->setWidget(page_);
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->viewport()->setAutoFillBackground(false);
  page_->setAutoFillBackground(false);  // the wash shines through
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(1, 0, 0, 0);
  all->addWidget(scroll_);
  build_on_now();
  build_line();
  build_offers();
  column_->addStretch(1);
  connect(&theme, &Theme::changed, this, &FaultDesk::dress);
  dress();
  show_faults({});
}

Text* FaultDesk::add_text(Theme::Size size, Ink ink, bool bold) {
  auto* text = new Text(theme_, size, ink, bold, page_);
  text->setWordWrap(true);
  text->setMinimumWidth(1);
  column_->addWidget(text);
  return text;
}

void FaultDesk::build_on_now() {
  title_ = add_text(Theme::Size::normal, Ink::ink, true);
  none_ = add_text(Theme::Size::small, Ink::soft, false);
  on_column_ = new QVBoxLayout;
  column_->addLayout(on_column_);
  end_all_ = new Button(theme_, tr("Mend everything"), Button::Kind::plain, page_);
  end_all_->set_small(true);
  column_->addWidget(end_all_, 0, Qt::AlignLeft);
  connect(end_all_, &QPushButton::clicked, this, &FaultDesk::end_all_wanted);
}

void FaultDesk::build_line() {
  add_text(Theme::Size::small, Ink::soft, true)->setText(tr("In your own words"));
  line_ = new QLineEdit(page_);
  line_->setAccessibleName(tr("A fault, in the words of cleartext fault"));
  line_->setPlaceholderText(tr("delay imap FETCH 3s"));
  order_ = new Button(theme_, tr("Switch on"), Button::Kind::plain, page_);
  order_->set_small(true);
  column_->addWidget(line_);
  note_ = add_text(Theme::Size::small, Ink::soft, false);
  note_->setTextFormat(Qt::PlainText);
  column_->addWidget(order_, 0, Qt::AlignLeft);
  connect(line_, &QLineEdit::textChanged, this, &FaultDesk::read_line);
  connect(line_, &QLineEdit::returnPressed, this, &FaultDesk::order_line);
  connect(order_, &QPushButton::clicked, this, &FaultDesk::order_line);
  read_line();
}

void FaultDesk::build_offers() {
  add_text(Theme::Size::small, Ink::soft, true)->setText(tr("Ready to switch on"));
  for (const auto words : ready_faults()) {
    const auto fault = faults::parse(words);
    if (!fault) continue;
    auto* row = new SwitchRow(theme_, meaning_of(*fault), page_);
    row->setToolTip(q(words));
    column_->addWidget(row);
    offers_.push_back({*fault, row});
    connect(row, &SwitchRow::switched, this, [this, row, fault = *fault](bool on) {
      row->show_state(false);  // once it is on it stands above
      if (on) Q_EMIT fault_wanted(fault);
    });
  }
}

std::vector<SwitchRow*> FaultDesk::offered() const {
  std::vector<SwitchRow*> rows;
  for (const auto& offer : offers_)
    if (!offer.row->isHidden()) rows.push_back(offer.row);
  return rows;
}

void FaultDesk::show_faults(const std::vector<faults::Ordered>& orders, bool has_secret) {
  if (orders != orders_) {
    for (auto* row : on_) {
      row->hide();
      row->deleteLater();  // it may be the one that was just pressed
    }
    on_.clear();
    orders_ = orders;
    for (const auto& order : orders_) {
      auto* row = new SwitchRow(theme_, meaning_of(order.fault), page_);
      row->setToolTip(tr("Fault %1: %2").arg(order.id).arg(q(faults::text(order.fault))));
      row->show_state(true);
      on_column_->addWidget(row);
      on_.push_back(row);
      connect(row, &SwitchRow::switched, this, [this, id = order.id] { Q_EMIT end_wanted(id); });
    }
  }
  none_->setText(has_secret ? tr("A task of this lesson has laid a fault, and it stays until the task ends: find it on the wire.")
                            : tr("Everything works as it should. What is switched on here shows on the map, and is gone after a reset."));
  title_->setText(orders_.empty() ? has_secret ? tr("A secret fault is on") : tr("No fault is on")
                                  : counted(orders_.size(), tr("1 fault is on"), tr("%1 faults are on")));
  none_->setVisible(orders_.empty() || has_secret);
  end_all_->setVisible(!orders_.empty());
  for (const auto& offer : offers_)
    offer.row->setVisible(std::none_of(orders_.begin(), orders_.end(), [&](const auto& order) { return order.fault == offer.fault; }));
}

void FaultDesk::show_failure(const QString& why) {
  note_->set_ink(Ink::ink);
  note_->setText(why);
}

// The sentence that it means, or what was expected where.
void FaultDesk::read_line() {
  const auto words = line_->text().trimmed().toStdString();
  const auto fault = faults::parse(words);
  order_->setEnabled(fault.has_value());
  note_->set_ink(Ink::soft);
  if (fault) return note_->setText(meaning_of(*fault));
  if (words.empty())
    return note_->setText(tr(
        "As cleartext fault takes it: off, silent, reply, delay, cut, full-mailbox, full-disk, strip-starttls, slow, refuse-tls, lift."));
  note_->setText(tr("At character %1, expected %2.").arg(fault.error().offset + 1).arg(q(fault.error().expected)));
}

void FaultDesk::order_line() {
  const auto fault = faults::parse(line_->text().trimmed().toStdString());
  if (!fault) return;
  Q_EMIT fault_wanted(*fault);
  line_->clear();
}

void FaultDesk::dress() {
  column_->setContentsMargins(theme_.px(15), theme_.px(12), theme_.px(14), theme_.px(12));
  column_->setSpacing(theme_.px(8));
  on_column_->setContentsMargins(0, 0, 0, 0);
  on_column_->setSpacing(theme_.px(8));
  line_->setFont(theme_.mono());
}

}  // namespace cleartext::gui
