// The console: choose a server, connect, type what a program would say, and see what comes of it.
#pragma once
#include <QComboBox>
#include <QStackedWidget>

#include "gui/console/console_input.h"
#include "gui/console/console_talk.h"
#include "gui/console/console_text.h"
#include "gui/console/say_row.h"
#include "gui/console/state_picture.h"
#include "gui/theme/card.h"
#include "gui/theme/empty_state.h"

namespace cleartext::gui {

class ConsoleView : public Card {
  Q_OBJECT
 public:
  explicit ConsoleView(Theme& theme, QWidget* parent = nullptr);
  void set_lab(lab::Lab* lab);  // nullptr: says why nothing can be said
  void mask(bool masked) { text_->mask(masked); }
  void present(bool presented);  // before an audience keys are a clicker's until somebody goes to the line
  void take_keys();              // to where something can be typed now
  ConsoleTalk& talk() { return talk_; }
  ConsoleInput& input() { return *input_; }
  ConsoleText& text() { return *text_; }
  SayRow& say_row() { return *say_row_; }
  StatePicture& picture() { return *picture_; }
  QComboBox& server() { return *server_; }
  QComboBox& actor() { return *actor_; }
  Button& connect_button() { return *connect_; }
  Button& hang_up_button() { return *hang_up_; }
  Button& ends_button() { return *ends_; }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void build_opening();
  void build_talk();
  void fill_servers();
  void dress();
  void refresh();
  void refresh_hint();
  void complete();
  void say(const QString& line);
  Theme& theme_;
  ConsoleTalk talk_;
  QWidget *opening_, *below_, *line_row_;
  QComboBox *server_, *actor_;
  Button *connect_, *hang_up_, *ends_;
  QStackedWidget* pages_;
  EmptyState* empty_;
  ConsoleText* text_;
  ConsoleInput* input_;
  SayRow* say_row_;
  Wash* states_;
  StatePicture* picture_;
  bool presented_ = false;
};

}  // namespace cleartext::gui
