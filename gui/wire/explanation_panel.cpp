// Labels only; what they say comes from explain().
#include "gui/wire/explanation_panel.h"

#include "engine/dialogue/line.h"
#include "gui/wire/explanation.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

void put(Text* label, Text* text, const QString& words) {
  label->setVisible(!words.isEmpty());
  text->setVisible(!words.isEmpty());
  text->setText(words);
}

}  // namespace

ExplanationPanel::ExplanationPanel(Theme& theme, Selection& selection, QWidget* parent)
    : Wash(theme, Qt::LeftEdge, parent), theme_(theme), selection_(selection), scroll_(new QScrollArea(this)) {
  auto* words = new QWidget;
  column_ = new QVBoxLayout(words);
  column_->setSpacing(0);
  scroll_->setWidget(words);
  words->setAutoFillBackground(false);  // the wash shines through
  scroll_->setWidgetResizable(true);
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->viewport()->setAutoFillBackground(false);
  scroll_->setAccessibleName(tr("Explanation of the selected line"));
  setAccessibleName(tr("Explanation"));
  title_ = add(13, Ink::client, true, 0);
  title_->set_mono(true);
  meaning_ = add(13, Ink::ink, false, 6);
  whole_label_ = add(11.5, Ink::soft, true, 9);
  column_->addWidget(whole_ = new WholeLine(theme_, words));
  when_label_ = add(11.5, Ink::soft, true, 9);
  when_ = add(13, Ink::ink, false, 1);
  source_label_ = add(11.5, Ink::soft, true, 9);
  source_ = add(13, Ink::ink, false, 1);
  eve_label_ = add(11.5, Ink::eve, true, 9);
  eve_ = add(13, Ink::ink, false, 1);
  column_->addStretch(1);
  whole_label_->setText(tr("The whole line"));
  when_label_->setText(tr("May be said"));
  source_label_->setText(tr("Source"));
  eve_label_->setText(tr("Eve learns"));
  auto* all = new QVBoxLayout(this);
  all->setContentsMargins(1, 0, 0, 0);
  all->addWidget(scroll_);
  connect(&theme, &Theme::changed, this, &ExplanationPanel::dress);
  connect(&selection, &Selection::changed, this, &ExplanationPanel::show_selected);
  connect(&selection, &Selection::mask_changed, this, &ExplanationPanel::show_selected);  // other eyes, too
  dress();
  show_selected();
}

Text* ExplanationPanel::add(double pixels, Ink ink, bool bold, double space_above) {
  auto* text = new Text(theme_, Theme::Size::small, ink, bold, this);
  text->set_pixels(pixels);
  text->setWordWrap(true);
  text->setContentsMargins(0, static_cast<int>(space_above), 0, 0);
  text->setTextInteractionFlags(Qt::TextSelectableByMouse);
  text->setMinimumWidth(1);
  column_->addWidget(text);
  return text;
}

// What the dialogue has no room for: the numbers of a 227 stand at its end.
QString ExplanationPanel::long_line(const dialogue::Line& line) const {
  constexpr qsizetype most = 400;
  const qsizetype short_enough = width() < theme_.px(200) ? 18 : 36;  // letters: narrow as this is, the dialogue is beside it
  const QString words = from_bytes(dialogue::printable(selection_.words_of(line)));
  return words.size() <= short_enough ? QString() : words.size() <= most ? words : words.left(most) + QStringLiteral("…");
}

void ExplanationPanel::show_selected() {
  const auto& lines = selection_.recording().lines();
  const int line = selection_.line();
  Explanation words;
  QString whole;
  if (line >= 0 && static_cast<std::size_t>(line) < lines.size()) {
    const dialogue::Line chosen = lines[static_cast<std::size_t>(line)];
    words = selection_.closed(chosen.decrypted) ? explain_closed(chosen) : explain(chosen);
    if (!selection_.closed(chosen.decrypted)) whole = long_line(chosen);
  } else {
    const auto& packets = selection_.recording().packets();
    const std::uint32_t number = selection_.place().packet;
    words.meaning = number == 0 || number > packets.size()
                        ? tr("Select a line. Here it says what the line means, when it may be said, and what Eve learns from it.")
                        : explain(packets[number - 1]);
  }
  title_->set_ink(words.from == wire::Side::client ? Ink::client : Ink::server);
  title_->setVisible(!words.title.isEmpty());
  title_->setText(words.title);
  meaning_->set_ink(words.title.isEmpty() ? Ink::soft : Ink::ink);
  meaning_->setText(words.meaning);
  whole_label_->setVisible(!whole.isEmpty());
  whole_->setVisible(!whole.isEmpty());
  whole_->set_words(whole);
  put(when_label_, when_, words.when);
  put(source_label_, source_, words.source);
  put(eve_label_, eve_, words.eve_learns);
}

void ExplanationPanel::dress() { column_->setContentsMargins(theme_.px(15), theme_.px(12), theme_.px(14), theme_.px(12)); }

}  // namespace cleartext::gui
