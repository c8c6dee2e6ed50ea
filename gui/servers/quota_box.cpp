#include "gui/servers/quota_box.h"

#include <QSignalBlocker>

#include "gui/servers/holdings.h"

namespace cleartext::gui {

namespace {

constexpr std::uint64_t kilobyte = 1'000, megabyte = 1'000'000, gigabyte = 1'000'000'000;

// A quota that somebody else chose is one more choice.
void choose(QComboBox& box, std::uint64_t bytes) {
  const QSignalBlocker quiet(&box);
  const auto value = QVariant::fromValue<qulonglong>(bytes);
  if (box.findData(value) < 0) box.addItem(short_size(bytes), value);
  box.setCurrentIndex(box.findData(value));
}

}  // namespace

QuotaBox::QuotaBox(Theme& theme, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      grid_(new QGridLayout(this)),
      mailbox_(add_choice(tr("Each mailbox may hold"), {10 * kilobyte, 100 * kilobyte, megabyte, 100 * megabyte, gigabyte})),
      disk_(add_choice(tr("Each server's disk may hold"), {100 * kilobyte, megabyte, 100 * megabyte, gigabyte, 10 * gigabyte})) {
  grid_->setColumnStretch(2, 1);
  connect(&theme, &Theme::changed, this, &QuotaBox::dress);
  dress();
}

QComboBox* QuotaBox::add_choice(const QString& words, std::initializer_list<std::uint64_t> sizes) {
  const int row = grid_->rowCount();
  auto* label = new Text(theme_, Theme::Size::small, Ink::ink, false, this);
  label->setText(words);
  auto* box = new QComboBox(this);
  box->setAccessibleName(words);
  box->setToolTip(tr("Over it, letters and files are refused with 452 or 552. It is as before when the lab begins anew."));
  for (const auto bytes : sizes) box->addItem(short_size(bytes), QVariant::fromValue<qulonglong>(bytes));
  label->setBuddy(box);
  grid_->addWidget(label, row, 0);
  grid_->addWidget(box, row, 1);
  connect(box, &QComboBox::currentIndexChanged, this, &QuotaBox::ask);
  return box;
}

void QuotaBox::ask() { Q_EMIT quotas_wanted({mailbox_->currentData().toULongLong(), disk_->currentData().toULongLong()}); }

void QuotaBox::show_state(const lab::Snapshot& snapshot) {
  if (!snapshot.mailboxes.empty()) choose(*mailbox_, snapshot.mailboxes.front().quota);
  if (!snapshot.disks.empty()) choose(*disk_, snapshot.disks.front().quota);
}

void QuotaBox::dress() {
  grid_->setContentsMargins(theme_.px(16), theme_.px(10), theme_.px(16), theme_.px(10));
  grid_->setHorizontalSpacing(theme_.px(10));
  grid_->setVerticalSpacing(theme_.px(4));
  for (auto* box : {mailbox_, disk_}) box->setFont(theme_.words(Theme::Size::small));
}

}  // namespace cleartext::gui
