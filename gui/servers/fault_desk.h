// Faults of every kind: which are on now, which can be switched on, and a line to type any other in the words of
// `cleartext fault`.
#pragma once
#include <QLineEdit>
#include <QScrollArea>
#include <vector>

#include "gui/servers/switch_row.h"
#include "gui/theme/button.h"
#include "gui/theme/card.h"
#include "servers/faults/fault.h"

namespace cleartext::gui {

class FaultDesk : public Wash {
  Q_OBJECT
 public:
  explicit FaultDesk(Theme& theme, QWidget* parent = nullptr);
  void show_faults(const std::vector<faults::Ordered>& orders, bool has_secret = false);
  void show_failure(const QString& why);  // what was ordered could not be carried out
  QLineEdit& line() { return *line_; }
  QString note() const { return note_->text(); }  // beneath the line: what it means, or what is wrong with it
  std::vector<SwitchRow*> on_now() const { return on_; }
  std::vector<SwitchRow*> offered() const;  // those that are not on
  Button& end_all() { return *end_all_; }

 Q_SIGNALS:
  void fault_wanted(const cleartext::faults::Fault& fault);
  void end_wanted(int order);
  void end_all_wanted();

 private:
  Text* add_text(Theme::Size size, Ink ink, bool bold);
  void build_on_now();
  void build_line();
  void build_offers();
  void read_line();
  void order_line();
  void dress();
  Theme& theme_;
  QScrollArea* scroll_;
  QWidget* page_;
  QVBoxLayout *column_, *on_column_;
  Text *title_, *none_, *note_;
  Button *end_all_, *order_;
  QLineEdit* line_;
  std::vector<faults::Ordered> orders_;
  std::vector<SwitchRow*> on_;
  struct Offer {
    faults::Fault fault;
    SwitchRow* row;
  };
  std::vector<Offer> offers_;
};

}  // namespace cleartext::gui
