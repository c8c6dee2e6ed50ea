// One conversation that a person leads: what was said and heard, line by line, and where it stands. The bytes are the lab's.
#pragma once
#include <QObject>
#include <QString>
#include <memory>
#include <vector>

#include "engine/talk/coach.h"
#include "servers/lab/lab.h"
#include "servers/wire/line_splitter.h"

namespace cleartext::gui {

struct ConsoleEntry {
  enum class From { client, server, note } from = From::note;
  QString text;
  bool bare_lf = false;  // the server ended it without CR
  bool secret = false;   // it tells a password
};

class ConsoleTalk : public QObject {
  Q_OBJECT
 public:
  explicit ConsoleTalk(QObject* parent = nullptr);
  void set_lab(lab::Lab* lab);  // nullptr: there is none
  lab::Lab* lab() const { return lab_; }
  void open(const QString& to, const QString& actor);
  void say(const QString& line);
  void hang_up();
  void forget();  // the lab was reset: nothing is connected any more

  bool connected() const { return line_ >= 0; }
  const QString& where() const { return where_; }
  const talk::Standing& standing() const { return *standing_; }
  const std::vector<ConsoleEntry>& entries() const { return entries_; }

 Q_SIGNALS:
  void added();    // one more entry
  void changed();  // connected or not, or another state
  void cleared();

 private:
  void hear(int line, const QByteArray& bytes);
  void hear_line(const wire::Line& line);
  void end(int line, const QString& sentence);
  void add(ConsoleEntry entry);
  lab::Lab* lab_ = nullptr;
  int line_ = -1;
  QString where_;
  wire::LineSplitter splitter_;
  std::unique_ptr<talk::Standing> standing_;
  std::vector<ConsoleEntry> entries_;
};

}  // namespace cleartext::gui
