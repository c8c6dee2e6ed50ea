// F1: what the window shows, and the keys.
#include "gui/window/help.h"

#include <QGridLayout>
#include <QVBoxLayout>

#include "gui/theme/button.h"
#include "gui/theme/card.h"

namespace cleartext::gui {

Help::Help(Theme& theme, QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Cleartext: short help"));
  auto* card = new Card(theme, tr("Short help"), this);
  auto* words = new Text(theme, Theme::Size::normal, Ink::ink, false, card);
  words->setWordWrap(true);
  words->setText(tr("At the left the lesson says what happens. In the middle the map shows which machine talks to which, and below it stands what they say. "
                    "At the right Eve, who listens, writes down what she learns. What you select in one place is selected in all of them."));
  auto* grid = new QGridLayout;
  const std::pair<QString, QString> keys[] = {
      {tr("Space"), tr("The next thing: an act, or one command")}, {tr("Right, Left"), tr("Next act, one step back")},
      {tr("R"), tr("Reveal or hide the passwords")}, {tr("Ctrl+O"), tr("Open a capture; or drop one on the window")}, {tr("Ctrl+K"), tr("Open the TLS in a capture with a key log")},
      {tr("Esc"), tr("Stop reading it; clear the filter")},
      {tr("Ctrl+S"), tr("Save the capture")}, {tr("Ctrl+E, Ctrl+Shift+E"), tr("Export the selected packets, or the whole conversation")},
      {tr("Ctrl+Shift+S, Ctrl+Shift+A"), tr("Save the letter or file chosen in the notebook, or a letter's attachments")},
      {tr("Ctrl+C"), tr("Copy the selected rows as text, lines as a transcript")}, {tr("Ctrl+Shift+C"), tr("Copy a password that is revealed")},
      {tr("Enter"), tr("In the notebook: to the evidence, and on to a letter's next station. On a picture: larger")}, {tr("Ctrl+R"), tr("Reset the lab")},
      {tr("Ctrl+L"), tr("Lesson or free lab")}, {tr("Ctrl+P"), tr("Play or pause")}, {tr("Ctrl+1, 2, 3"), tr("Dialogue, packets, how readable they are")}, {tr("Ctrl++, Ctrl+−, Ctrl+0"), tr("Larger, smaller, as it was")},
      {tr("Ctrl+D"), tr("Light or dark")}, {tr("F11"), tr("Full screen")}, {tr("Tab"), tr("Walk through everything that can be pressed")}, {tr("Ctrl+W, Ctrl+Q"), tr("Close this window, quit")}};
  int row = 0;
  for (const auto& [key, meaning] : keys) {
    auto* left = new Text(theme, Theme::Size::small, Ink::ink, true, card);
    left->setText(key);
    auto* right = new Text(theme, Theme::Size::small, Ink::soft, false, card);
    right->setText(meaning);
    grid->addWidget(left, row, 0);
    grid->addWidget(right, row++, 1);
  }
  grid->setColumnStretch(1, 1);
  grid->setHorizontalSpacing(theme.px(18));
  grid->setVerticalSpacing(theme.px(6));
  auto* close = new Button(theme, tr("Close"), Button::Kind::primary, card);
  auto* inside = new QVBoxLayout;
  inside->setContentsMargins(theme.px(16), theme.px(2), theme.px(16), theme.px(16));
  inside->setSpacing(theme.px(14));
  inside->addWidget(words);
  inside->addLayout(grid);
  inside->addWidget(close, 0, Qt::AlignRight);
  card->body()->addLayout(inside);
  auto* column = new QVBoxLayout(this);
  column->addWidget(card);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  resize(theme.px(480), sizeHint().height());
}

}  // namespace cleartext::gui
