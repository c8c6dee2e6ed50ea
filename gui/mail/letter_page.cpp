#include "gui/mail/letter_page.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "gui/bench/beside.h"

namespace cleartext::gui {

LetterPage::LetterPage(Theme& theme, QWidget* parent) : QWidget(parent), theme_(theme) {
  const auto text = [&](Theme::Size size, Ink ink, bool bold) {
    auto* made = new Text(theme, size, ink, bold, this);
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return made;
  };
  subject_ = text(Theme::Size::body, Ink::ink, true);
  people_ = text(Theme::Size::small, Ink::soft, false);
  date_ = text(Theme::Size::small, Ink::soft, false);
  words_ = new QPlainTextEdit(this);
  words_->setReadOnly(true);
  words_->setFrameShape(QFrame::NoFrame);
  words_->setAccessibleName(tr("The letter"));
  words_->setTextInteractionFlags(Qt::TextSelectableByMouse | Qt::TextSelectableByKeyboard);
  words_->setTabChangesFocus(true);
  picture_ = new QLabel(this);
  picture_->setAccessibleName(tr("Picture in the letter"));
  files_ = new QWidget(this);
  new QHBoxLayout(files_);
  auto* column = new QVBoxLayout(this);
  for (QWidget* part : {static_cast<QWidget*>(subject_), static_cast<QWidget*>(people_), static_cast<QWidget*>(date_)})
    column->addWidget(part);
  auto* middle = new QHBoxLayout;
  middle->addWidget(words_, 1);
  middle->addWidget(picture_, 0, Qt::AlignTop);
  column->addLayout(middle, 1);
  column->addWidget(files_);
  connect(&theme, &Theme::changed, this, &LetterPage::dress);
  dress();
}

// Its header at once, and the rest when it was taken apart.
void LetterPage::show_letter(const FetchedLetter& letter) {
  subject_->setText(letter.subject.isEmpty() ? tr("(no subject)") : letter.subject);
  people_->setText(letter.cc.isEmpty() ? tr("%1 to %2").arg(letter.from, letter.to)
                                       : tr("%1 to %2, copy to %3").arg(letter.from, letter.to, letter.cc));
  date_->setText(letter.date);
  show_opened({});
  beside(
      this, [raw = letter.raw] { return opened(*raw); },
      [this, asked = ++asked_](OpenedLetter opened) {
        if (asked == asked_) show_opened(std::move(opened));
      });
}

void LetterPage::show_opened(OpenedLetter opened) {
  words_->setPlainText(opened.words);
  attached_ = std::move(opened.files);
  whole_ = QPixmap::fromImage(std::move(opened.picture));
  show_attached();
}

void LetterPage::show_attached() {
  auto* row = static_cast<QHBoxLayout*>(files_->layout());
  while (QLayoutItem* item = row->takeAt(0)) {
    if (item->widget() != nullptr) item->widget()->deleteLater();
    delete item;
  }
  for (const AttachedFile& file : attached_) {
    auto* save = new Button(theme_, tr("Save %1").arg(file.name), Button::Kind::plain, files_);
    save->set_small(true);
    save->set_picture(QStringLiteral("file"));
    save->setToolTip(tr("%1, %2 bytes").arg(file.type).arg(file.content.size()));
    connect(save, &QPushButton::clicked, this, [this, file] { Q_EMIT save_wanted(file.name, file.content); });
    row->addWidget(save);
  }
  row->addStretch(1);
  files_->setVisible(!attached_.empty());
  show_picture();
}

void LetterPage::show_picture() {
  picture_->setVisible(!whole_.isNull());
  if (whole_.isNull()) return;
  const QSize room(std::min(width() / 2, theme_.px(260)), std::max(theme_.px(60), height() - theme_.px(120)));
  picture_->setPixmap(whole_.scaled(whole_.size().boundedTo(room), Qt::KeepAspectRatio, Qt::SmoothTransformation));
}

void LetterPage::resizeEvent(QResizeEvent*) { show_picture(); }

void LetterPage::dress() {
  layout()->setContentsMargins(theme_.px(16), theme_.px(10), theme_.px(16), theme_.px(10));
  layout()->setSpacing(theme_.px(3));
  files_->layout()->setContentsMargins(0, theme_.px(4), 0, 0);
  words_->setFont(theme_.words(Theme::Size::normal));
  words_->document()->setDocumentMargin(0);
  words_->setStyleSheet(QStringLiteral("QPlainTextEdit { background: transparent; border: none; }"));
}

}  // namespace cleartext::gui
