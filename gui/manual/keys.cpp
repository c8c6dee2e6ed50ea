// The keys of the window, in one table.
#include "gui/manual/keys.h"

#include <QCoreApplication>

namespace cleartext::gui {
namespace {

struct Keys {
  Q_DECLARE_TR_FUNCTIONS(Keys)
};

}  // namespace

std::vector<KeyGroup> key_groups() {
  return {{Keys::tr("Lesson and lab"),
           {{Keys::tr("Space"), Keys::tr("The next thing: an act, one command, or one packet")},
            {Keys::tr("Right, Left"), Keys::tr("Next act, one step back; in a capture the next command, the one before")},
            {Keys::tr("Alt+Right, Alt+Left"), Keys::tr("One packet on, or back")},
            {Keys::tr("Ctrl+Space"), Keys::tr("Freeze the view, while the capture goes on")},
            {Keys::tr("G"), Keys::tr("Eve's glasses: what is seen without the keys")},
            {Keys::tr("Ctrl+P"), Keys::tr("Play or pause")},
            {Keys::tr("Ctrl+L"), Keys::tr("Lesson, your turn, free lab")},
            {Keys::tr("Alt+Home"), Keys::tr("The start page, with all lessons")},
            {Keys::tr("Ctrl+R"), Keys::tr("Reset the lab")}}},
          {Keys::tr("Captures"),
           {{Keys::tr("Ctrl+O"), Keys::tr("Open one; or drop it on the window")},
            {Keys::tr("Ctrl+Shift+K"), Keys::tr("Open its TLS with a key log")},
            {Keys::tr("Esc"), Keys::tr("Stop reading; clear the filter; select nothing")},
            {Keys::tr("Ctrl+S"), Keys::tr("Save all packets")},
            {Keys::tr("Ctrl+E"), Keys::tr("Export the selected packets")},
            {Keys::tr("Ctrl+Shift+E"), Keys::tr("Export the whole conversation")},
            {Keys::tr("Ctrl+C"), Keys::tr("Copy rows as text, lines as a transcript")}}},
          {Keys::tr("Eve's notebook"),
           {{Keys::tr("R"), Keys::tr("Reveal or hide the passwords")},
            {Keys::tr("Enter"), Keys::tr("To the evidence, and to a letter's next station")},
            {Keys::tr("Ctrl+Shift+S"), Keys::tr("Save the chosen letter or file")},
            {Keys::tr("Ctrl+Shift+A"), Keys::tr("Save the attachments of a letter")},
            {Keys::tr("Ctrl+Shift+C"), Keys::tr("Copy a password that is revealed")}}},
          {Keys::tr("Presenting"),
           {{Keys::tr("F5, Esc"), Keys::tr("Begin and end")},
            {Keys::tr("Page Down, Page Up"), Keys::tr("On and back, a clicker too")},
            {Keys::tr("1 to 5"), Keys::tr("Map, dialogue, ladder, packets, message")},
            {Keys::tr("6 to 9"), Keys::tr("Notebook, lesson, plots, side by side")},
            {Keys::tr("0, M, F, E, S"), Keys::tr("Console, mail, files, how readable, servers")},
            {Keys::tr("Shift+Alt and these"), Keys::tr("A second view beside the first")},
            {Keys::tr("B"), Keys::tr("Blank the screen")},
            {Keys::tr("R"), Keys::tr("Reveal the passwords, or mask them")},
            {Keys::tr("N"), Keys::tr("Notes for the speaker")},
            {Keys::tr("Enter, Esc"), Keys::tr("To the console's line, and away from it")}}},
          {Keys::tr("Window"),
           {{Keys::tr("Alt+1 to 4"), Keys::tr("Map, console, mail, files")},
            {Keys::tr("Ctrl+1 to 8"), Keys::tr("Dialogue, packets, ladder, message, how readable it is, servers, plots, side by side")},
            {Keys::tr("Ctrl+K, Ctrl+F"), Keys::tr("Find a command; find anything that was said")},
            {Keys::tr("Alt+Enter"), Keys::tr("The fields of the selected packet; in the list Enter, and back with Esc")},
            {Keys::tr("Ctrl+Shift+F"), Keys::tr("Filter lines and packets")},
            {Keys::tr("Ctrl+Z"), Keys::tr("Undo: a fault, a letter not sent, a deletion, a new name")},
            {Keys::tr("Ctrl++, Ctrl+−, Ctrl+0"), Keys::tr("Larger, smaller, as it was")},
            {Keys::tr("Ctrl+D, Ctrl+Shift+D"), Keys::tr("Light or dark, high contrast")},
            {Keys::tr("F11"), Keys::tr("Full screen")},
            {Keys::tr("F1"), Keys::tr("This manual")},
            {Keys::tr("Tab"), Keys::tr("Walk through everything that can be pressed")},
            {Keys::tr("Ctrl+W, Ctrl+Q"), Keys::tr("Close this window, quit")}}}};
}

QString keys_page() {
  QString page = QStringLiteral("# %1\n\n").arg(Keys::tr("Keys"));
  for (const KeyGroup& group : key_groups()) {
    page += QStringLiteral("## %1\n\n| %2 | %3 |\n| --- | --- |\n").arg(group.title, Keys::tr("key"), Keys::tr("what it does"));
    for (const auto& [key, words] : group.keys) page += QStringLiteral("| **%1** | %2 |\n").arg(key, words);
    page += QLatin1Char('\n');
  }
  return page;
}

}  // namespace cleartext::gui
