// F1: what the window shows, and the keys.
#include "gui/window/help.h"

#include <QGridLayout>
#include <QScreen>
#include <QScrollArea>
#include <QVBoxLayout>

#include "gui/theme/button.h"
#include "gui/theme/card.h"

namespace cleartext::gui {
namespace {

struct Group {
  QString title;
  std::vector<std::pair<QString, QString>> keys;   // the key and what it does
};

std::vector<Group> groups() {
  return {
      {Help::tr("Lesson and lab"),
       {{Help::tr("Space"), Help::tr("The next thing: an act, or one command")},
        {Help::tr("Right, Left"), Help::tr("Next act, one step back")},
        {Help::tr("Ctrl+P"), Help::tr("Play or pause")},
        {Help::tr("Ctrl+L"), Help::tr("Lesson, your turn, free lab")},
        {Help::tr("Alt+Home"), Help::tr("The start page, with all lessons")},
        {Help::tr("Ctrl+R"), Help::tr("Reset the lab")}}},
      {Help::tr("Captures"),
       {{Help::tr("Ctrl+O"), Help::tr("Open one; or drop it on the window")},
        {Help::tr("Ctrl+Shift+K"), Help::tr("Open its TLS with a key log")},
        {Help::tr("Esc"), Help::tr("Stop reading; clear the filter")},
        {Help::tr("Ctrl+S"), Help::tr("Save all packets")},
        {Help::tr("Ctrl+E"), Help::tr("Export the selected packets")},
        {Help::tr("Ctrl+Shift+E"), Help::tr("Export the whole conversation")},
        {Help::tr("Ctrl+C"), Help::tr("Copy rows as text, lines as a transcript")}}},
      {Help::tr("Eve's notebook"),
       {{Help::tr("R"), Help::tr("Reveal or hide the passwords")},
        {Help::tr("Enter"), Help::tr("To the evidence, and to a letter's next station")},
        {Help::tr("Ctrl+Shift+S"), Help::tr("Save the chosen letter or file")},
        {Help::tr("Ctrl+Shift+A"), Help::tr("Save the attachments of a letter")},
        {Help::tr("Ctrl+Shift+C"), Help::tr("Copy a password that is revealed")}}},
      {Help::tr("Presenting"),
       {{Help::tr("F5, Esc"), Help::tr("Begin and end")},
        {Help::tr("Page Down, Page Up"), Help::tr("On and back, a clicker too")},
        {Help::tr("1 to 5"), Help::tr("Map, dialogue, ladder, packets, message")},
        {Help::tr("6 to 9"), Help::tr("Notebook, lesson, plots, side by side")},
        {Help::tr("0, M, F, E, S"), Help::tr("Console, mail, files, how readable, servers")},
        {Help::tr("Shift+Alt and these"), Help::tr("A second view beside the first")},
        {Help::tr("B"), Help::tr("Blank the screen")},
        {Help::tr("R"), Help::tr("Reveal the passwords, or mask them")},
        {Help::tr("N"), Help::tr("Notes for the speaker")}}},
      {Help::tr("Window"),
       {{Help::tr("Alt+1 to 4"), Help::tr("Map, console, mail, files")},
        {Help::tr("Ctrl+1 to 8"), Help::tr("Dialogue, packets, ladder, message, how readable it is, servers, plots, side by side")},
        {Help::tr("Ctrl+K, Ctrl+F"), Help::tr("Find a command; find anything that was said")},
        {Help::tr("Ctrl+Shift+F"), Help::tr("Filter lines and packets")},
        {Help::tr("Ctrl++, Ctrl+−, Ctrl+0"), Help::tr("Larger, smaller, as it was")},
        {Help::tr("Ctrl+D, Ctrl+Shift+D"), Help::tr("Light or dark, high contrast")},
        {Help::tr("F11"), Help::tr("Full screen")},
        {Help::tr("Tab"), Help::tr("Walk through everything that can be pressed")},
        {Help::tr("Ctrl+W, Ctrl+Q"), Help::tr("Close this window, quit")}}}};
}

QWidget* make_group(Theme& theme, const Group& group, QWidget* parent) {
  auto* made = new QWidget(parent);
  auto* grid = new QGridLayout(made);
  grid->setContentsMargins(0, 0, 0, 0);
  const auto add = [&](const QString& words, Ink ink, bool bold, int row, int column, int span = 1) {
    auto* text = new Text(theme, Theme::Size::small, ink, bold, made);
    text->setText(words);
    grid->addWidget(text, row, column, 1, span);
  };
  add(group.title, Ink::soft, true, 0, 0, 2);
  for (int row = 0; row < static_cast<int>(group.keys.size()); ++row) {
    add(group.keys[static_cast<std::size_t>(row)].first, Ink::ink, true, row + 1, 0);
    add(group.keys[static_cast<std::size_t>(row)].second, Ink::soft, false, row + 1, 1);
  }
  grid->setColumnMinimumWidth(0, theme.px(96));
  grid->setColumnStretch(1, 1);
  grid->setRowStretch(grid->rowCount(), 1);
  grid->setHorizontalSpacing(theme.px(14));
  grid->setVerticalSpacing(theme.px(6));
  return made;
}

}  // namespace

Help::Help(Theme& theme, QWidget* parent) : QDialog(parent) {
  setWindowTitle(tr("Cleartext: short help"));
  auto* card = new Card(theme, tr("Short help"), this);
  auto* page = new QWidget(card);
  auto* words = new Text(theme, Theme::Size::normal, Ink::ink, false, page);
  words->setWordWrap(true);
  words->setText(tr("At the left the lesson says what happens. In the middle the map shows which machine talks to which, and below it stands what they say. "
                    "At the right Eve, who listens, writes down what she learns. What you select in one place is selected in all of them."));
  auto* all = new QGridLayout;
  all->setHorizontalSpacing(theme.px(34));
  all->setVerticalSpacing(theme.px(18));
  int place = 0;
  for (const Group& group : groups()) {
    all->addWidget(make_group(theme, group, page), place / 2, place % 2);
    ++place;
  }
  auto* inside = new QVBoxLayout(page);
  inside->setContentsMargins(theme.px(16), theme.px(2), theme.px(16), theme.px(4));
  inside->setSpacing(theme.px(16));
  inside->addWidget(words);
  inside->addLayout(all);
  // Where the words are larger than the screen they scroll.
  auto* scroll = new QScrollArea(card);
  scroll->setFrameShape(QFrame::NoFrame);
  scroll->setWidgetResizable(true);
  scroll->setFocusPolicy(Qt::TabFocus);
  scroll->setWidget(page);
  scroll->viewport()->setAutoFillBackground(false);
  page->setAutoFillBackground(false);
  auto* close = new Button(theme, tr("Close"), Button::Kind::primary, card);
  auto* foot = new QVBoxLayout;
  foot->setContentsMargins(theme.px(16), theme.px(10), theme.px(16), theme.px(16));
  foot->addWidget(close, 0, Qt::AlignRight);
  card->body()->addWidget(scroll, 1);
  card->body()->addLayout(foot);
  auto* column = new QVBoxLayout(this);
  column->addWidget(card);
  connect(close, &QPushButton::clicked, this, &QDialog::accept);
  const QSize wanted = page->sizeHint() + QSize(theme.px(44), theme.px(140));
  resize(wanted.boundedTo(screen()->availableSize() * 0.95));
}

}  // namespace cleartext::gui
