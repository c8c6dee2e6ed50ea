// Of very long parts the beginning is shown; all of it can be saved.
#include "gui/message/part_page.h"

#include <QTextDocument>
#include <QVBoxLayout>
#include <algorithm>

#include "engine/dialogue/line.h"
#include "engine/findings/contents.h"
#include "engine/findings/decode.h"
#include "gui/message/letter_words.h"
#include "gui/message/message_source.h"
#include "gui/notebook/notebook_words.h"
#include "gui/theme/opened.h"
#include "gui/theme/wrap_layout.h"

namespace cleartext::gui {
namespace {

constexpr std::size_t most_shown = 300'000, most_dumped = 1'024;

bool begins_with(const std::string& text, const char* what) {
  return QString::fromStdString(text).startsWith(QLatin1String(what), Qt::CaseInsensitive);
}

QString hex_dump(std::string_view bytes) {
  QString out;
  for (std::size_t at = 0; at < std::min(bytes.size(), most_dumped); at += 16) {
    QString hex, text;
    for (std::size_t i = at; i < std::min(at + 16, bytes.size()); ++i) {
      const auto byte = static_cast<unsigned char>(bytes[i]);
      hex += QStringLiteral("%1 ").arg(byte, 2, 16, QLatin1Char('0'));
      text += QLatin1Char(byte >= 0x20 && byte < 0x7f ? static_cast<char>(byte) : '.');
    }
    out += QStringLiteral("%1  %2 %3\n").arg(at, 6, 16, QLatin1Char('0')).arg(hex, -48).arg(text);
  }
  return out;
}

// Its words without its looks; nothing is fetched for it.
QString text_of_html(const QString& html) {
  QTextDocument document;
  document.setHtml(html);
  return document.toPlainText();
}

}  // namespace

PartPage::PartPage(Theme& theme, Selection& selection, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      selection_(selection),
      head_(new Text(theme, Theme::Size::small, Ink::soft, false, this)),
      look_(new Segmented(theme, {tr("As it is read"), tr("As it was sent"), tr("Step by step")}, tr("How the part is shown"), this)),
      save_(new Button(theme, {}, Button::Kind::plain, this)),
      pages_(new QStackedWidget(this)),
      text_(new QPlainTextEdit(this)),
      sent_(new QPlainTextEdit(this)),
      picture_(new PictureArea(theme, this)),
      bits_(new BitsView(theme, this)),
      words_(new Leaflet(theme, this)) {
  head_->setTextFormat(Qt::PlainText);
  head_->setWordWrap(true);
  save_->set_small(true);
  save_->set_picture(QStringLiteral("save"));
  save_->setAccessibleName(tr("Save this part"));
  save_->setToolTip(tr("Save this part as a file"));
  for (QPlainTextEdit* edit : {text_, sent_}) {
    edit->setReadOnly(true);
    edit->setFrameShape(QFrame::NoFrame);
  }
  text_->setAccessibleName(tr("The part as it is read"));
  sent_->setAccessibleName(tr("The part as it was sent"));
  sent_->setLineWrapMode(QPlainTextEdit::NoWrap);
  picture_->setAccessibleName(tr("The picture in this part"));
  for (QWidget* page : {static_cast<QWidget*>(text_), static_cast<QWidget*>(picture_), static_cast<QWidget*>(sent_),
                        static_cast<QWidget*>(bits_), static_cast<QWidget*>(words_)})
    pages_->addWidget(page);
  auto* top = new WrapLayout;
  top->addWidget(look_);
  top->push_right();
  top->addWidget(save_);
  auto* column = new QVBoxLayout(this);
  column->addLayout(top);
  column->addWidget(head_);
  column->addWidget(pages_, 1);
  connect(look_, &Segmented::chosen, this, &PartPage::show_current);
  connect(save_, &QPushButton::clicked, this, [this] {
    if (part() != nullptr) Q_EMIT save_wanted(part_to_save(*letter(), part_));
  });
  connect(&reader_, &PictureReader::ready, picture_, &PictureArea::show_picture);
  connect(bits_, &BitsView::letters_chosen, this, [this](std::uint32_t place, std::uint32_t length) {
    if (part() != nullptr) selection_.select(place_of_raw(*letter(), part()->offset + place, length));
  });
  connect(&theme, &Theme::changed, this, &PartPage::dress);
  dress();
}

void PartPage::dress() {
  layout()->setContentsMargins(theme_.px(12), theme_.px(8), theme_.px(10), 0);
  layout()->setSpacing(theme_.px(8));
  text_->setFont(theme_.words(Theme::Size::normal));
  sent_->setFont(theme_.mono());
}

const findings::Message* PartPage::letter() const {
  const auto& all = selection_.recording().messages();
  return any_ && letter_ < all.size() ? &all[letter_] : nullptr;
}

const findings::Part* PartPage::part() const {
  const findings::Message* one = letter();
  return one != nullptr && part_ < one->parts.size() ? &one->parts[part_] : nullptr;
}

std::string PartPage::raw(std::size_t most) const { return letter()->raw.str(part()->offset, std::min<std::size_t>(part()->length, most)); }

QString PartPage::head() const {
  QStringList words{shown(part()->type)};
  if (!part()->filename.empty()) words << shown(part()->filename);
  words << shown(part()->encoding) << size_words(part()->bytes);
  if (letter()->decrypted) words << OpenedMark::words();
  words.removeAll(QString());
  return words.join(QStringLiteral(" · "));
}

void PartPage::show_part(const findings::Message& letter, std::size_t part) {
  const auto& all = selection_.recording().messages();
  const auto found = std::find_if(all.begin(), all.end(), [&letter](const findings::Message& one) { return &one == &letter; });
  const auto number = static_cast<std::size_t>(found - all.begin());
  if (any_ && number == letter_ && part == part_) return;
  any_ = true;
  letter_ = number;
  part_ = part;
  show_current();
}

void PartPage::show_current() {
  if (part() == nullptr) return;
  head_->setText(head());
  head_->setToolTip(head());
  switch (static_cast<Look>(look_->current())) {
    case Look::read: return show_read();
    case Look::sent: return show_sent();
    case Look::steps: return show_steps();
  }
}

void PartPage::show_read() {
  const std::string content = findings::content_of(*letter(), part_);
  if (begins_with(part()->type, "image/") && !begins_with(part()->type, "image/svg")) {
    reader_.forget();
    reader_.read(content);
    return pages_->setCurrentWidget(picture_);
  }
  const bool text = begins_with(part()->type, "text/") || begins_with(part()->type, "message/");
  const QString words =
      text ? QString::fromStdString(findings::to_utf8(std::string_view(content).substr(0, most_shown), part()->charset)) : QString();
  text_->setFont(text ? theme_.words(Theme::Size::normal) : theme_.mono());
  if (!text)
    text_->setPlainText(tr("Neither text nor a picture. It begins with these bytes:") + QStringLiteral("\n\n") + hex_dump(content));
  else
    text_->setPlainText(begins_with(part()->type, "text/html") ? text_of_html(words) : words);
  pages_->setCurrentWidget(text_);
}

void PartPage::show_sent() {
  const std::string bytes = raw(most_shown);
  const bool is_gone = bytes.empty() && part()->bytes > 0;
  sent_->setPlainText(is_gone ? tr("This letter was too large to be kept as it was sent.")
                              : QString::fromStdString(dialogue::printable(bytes)));
  pages_->setCurrentWidget(sent_);
}

void PartPage::show_steps() {
  if (part()->encoding == "base64") {
    bits_->show_text(raw(4 * BitsView::most_groups * 2), letter()->from_client ? Ink::client : Ink::server);
    return pages_->setCurrentWidget(bits_);
  }
  if (part()->encoding == "quoted-printable")
    tell_escapes(*words_, raw(), part()->charset);
  else
    tell_plainly(*words_, part()->encoding);
  pages_->setCurrentWidget(words_);
}

void PartPage::mark_raw(std::uint64_t offset, std::uint32_t length) {
  if (part() == nullptr || offset < part()->offset) return;
  bits_->mark(static_cast<std::uint32_t>(offset - part()->offset), std::max<std::uint32_t>(1, length));
}

}  // namespace cleartext::gui
