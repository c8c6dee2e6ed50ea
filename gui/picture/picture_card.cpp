#include "gui/picture/picture_card.h"

#include <QLocale>
#include <QScreen>
#include <QVBoxLayout>

#include "gui/theme/opened.h"

namespace cleartext::gui {

PictureCard::PictureCard(Theme& theme, Selection& selection, QWidget* parent)
    : Card(theme, tr("Picture"), parent),
      theme_(theme),
      selection_(selection),
      next_(new Button(theme, {}, Button::Kind::quiet, this)),
      enlarge_(new Button(theme, tr("Larger"), Button::Kind::quiet, this)),
      area_(new PictureArea(theme, this)),
      words_(new Text(theme, Theme::Size::small, Ink::soft, false, this)) {
  for (Button* button : {next_, enlarge_}) {
    button->set_small(true);
    add_to_title(button);
  }
  next_->setToolTip(tr("The next picture of this letter"));
  enlarge_->setToolTip(tr("Show the picture in a window of its own"));
  area_->setAccessibleName(tr("Picture, put together from the captured bytes"));
  words_->setWordWrap(true);
  words_->setTextFormat(Qt::PlainText);
  inside_ = new QVBoxLayout;
  inside_->addWidget(area_, 1);
  inside_->addWidget(words_);
  body()->addLayout(inside_, 1);
  connect(next_, &QPushButton::clicked, this, [this] { show_number(number_ + 1); });
  connect(enlarge_, &QPushButton::clicked, this, &PictureCard::show_larger);
  connect(area_, &PictureArea::larger_wanted, this, &PictureCard::show_larger);
  connect(&reader_, &PictureReader::ready, this, &PictureCard::take);
  connect(&selection, &Selection::changed, this, &PictureCard::follow_selection);
  connect(&selection, &Selection::shown_until_changed, this, &PictureCard::refresh);
  connect(&selection, &Selection::eyes_changed, this, &PictureCard::refresh);
  connect(&selection.recording(), &analysis::Recording::grew, this, &PictureCard::follow_wire);
  connect(&selection.recording(), &analysis::Recording::cleared, this, &PictureCard::follow_selection);
  connect(&theme, &Theme::changed, this, &PictureCard::dress);
  hide();
  dress();
}

void PictureCard::dress() {
  inside_->setContentsMargins(theme_.px(14), 0, theme_.px(14), theme_.px(12));
  inside_->setSpacing(theme_.px(8));
}

void PictureCard::follow_selection() { show_carrier(carrier_at(selection_)); }

void PictureCard::show_carrier(const Carrier& carrier) {
  if (carrier == carrier_ && carrier.kind != Carrier::Kind::none) return;
  carrier_ = carrier;
  show_number(0);
}

// A letter may be selected before its first byte came; one that is known stays, even when it is whole. While nothing is
// selected, what arrives now is shown.
void PictureCard::follow_wire() {
  const bool anything = !selection_.recording().growing().empty();
  const bool free = live_ && selection_.place().packet == 0;
  const Carrier newest = free && anything ? newest_growing(selection_) : Carrier{};
  if (newest.kind != Carrier::Kind::none)
    show_carrier(newest);
  else if (carrier_.kind == Carrier::Kind::none && anything)
    follow_selection();
  if (carrier_.kind != Carrier::Kind::none) refresh();
}

void PictureCard::show_number(std::size_t number) {
  number_ = number;
  read_bytes_ = 0;
  reader_.forget();
  area_->show_picture({});
  refresh();
}

void PictureCard::refresh() {
  const std::vector<Picture> pictures = pictures_of(selection_, carrier_);
  count_ = pictures.size();
  setVisible(count_ > 0);
  if (count_ == 0) return;
  number_ %= count_;
  const Picture& picture = pictures[number_];
  next_->setVisible(count_ > 1);
  next_->setText(tr("%1 of %2 ›").arg(number_ + 1).arg(count_));
  next_->updateGeometry();
  say(picture);
  if (picture.kept == read_bytes_) return;
  read_bytes_ = picture.kept;
  reader_.read(picture.content());
}

void PictureCard::say(const Picture& picture) {
  const QString name = picture.name.isEmpty() ? picture.type : picture.name;
  const QString bytes = QLocale().toString(static_cast<qulonglong>(picture.bytes));
  QString words = picture.whole     ? tr("%1 · %2 bytes, all of it").arg(name, bytes)
                  : picture.growing ? tr("%1 · %2 bytes so far").arg(name, bytes)
                                    : tr("%1 · %2 bytes, then it breaks off").arg(name, bytes);
  if (picture.decrypted) words += QStringLiteral(" · ") + OpenedMark::words();
  if (picture.kept < picture.bytes) words += QLatin1Char('\n') + tr("Only its first %1 bytes were kept.").arg(picture.kept);
  words_->setText(words);
  area_->setAccessibleDescription(words);
}

// Bytes in which nothing can be seen leave the last good picture.
void PictureCard::take(const QImage& picture) {
  if (picture.isNull()) {
    if (area_->picture().isNull()) words_->setText(words_->text() + QLatin1Char('\n') + tr("Nothing can be seen in them yet."));
    return;
  }
  area_->show_picture(picture);
  if (larger_area_) larger_area_->show_picture(picture);
}

void PictureCard::show_larger() {
  if (larger_) return larger_->raise();
  larger_ = new QDialog(this);
  larger_->setAttribute(Qt::WA_DeleteOnClose);
  larger_->setWindowTitle(tr("Picture from the wire"));
  auto* column = new QVBoxLayout(larger_);
  larger_area_ = new PictureArea(theme_, larger_);
  larger_area_->setAccessibleName(area_->accessibleName());
  larger_area_->show_picture(area_->picture());
  column->addWidget(larger_area_);
  const QSize room = screen()->availableSize() * 0.8;
  larger_->resize(room.boundedTo(area_->picture().isNull() ? QSize(800, 600)
                                                           : area_->picture().size().scaled(room, Qt::KeepAspectRatio) + QSize(40, 40)));
  larger_->show();
}

}  // namespace cleartext::gui
