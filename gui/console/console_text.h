// What was said and heard, to read, to select and to copy: client blue, server orange, the coach in grey. Line ends are
// shown on demand; passwords can be masked.
#pragma once
#include <QPlainTextEdit>

#include "gui/console/console_talk.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

class ConsoleText : public QPlainTextEdit {
  Q_OBJECT
 public:
  ConsoleText(Theme& theme, const ConsoleTalk& talk, QWidget* parent = nullptr);
  void show_ends(bool shown);
  void mask(bool masked);

 private:
  void append_newest();
  void show_all();
  void append(const ConsoleEntry& entry);
  void dress();
  Theme& theme_;
  const ConsoleTalk& talk_;
  bool ends_ = false, masked_ = false;
};

}  // namespace cleartext::gui
