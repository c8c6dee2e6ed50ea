// One check of a task: its sentence, whether it passes, why it does not yet, and where something is to be typed, chosen or
// picked, the place for that.
#pragma once
#include <QLabel>
#include <QLineEdit>
#include <QRadioButton>
#include <QTimer>
#include <QWidget>

#include "engine/lesson/judge.h"
#include "gui/theme/button.h"
#include "gui/theme/text.h"

class QVBoxLayout;

namespace cleartext::gui {

class CheckRow : public QWidget {
  Q_OBJECT
 public:
  CheckRow(Theme& theme, const lesson::Check& check, const QString& language, const QString& answer, QWidget* parent = nullptr);
  const QString& id() const { return id_; }
  void show_verdict(const lesson::Verdict& verdict);
  void show_picked(std::uint32_t packet);  // the packet that was clicked
  void arm(bool armed);                    // a click anywhere in the window is its answer now
  bool armed() const { return armed_; }
  bool passed() const { return verdict_.passed; }
  QString note() const { return note_->text(); }
  QLineEdit* field() { return field_; }     // nullptr: nothing is typed here
  Button* pick() { return pick_; }          // nullptr: nothing is picked here
  Button* evidence() { return evidence_; }  // to the packet that proves it, or shows what is wrong
  const QList<QRadioButton*>& choices() const { return choices_; }

 Q_SIGNALS:
  void answered(const QString& text);
  void pick_wanted(bool wanted);
  void packet_wanted(std::uint32_t packet);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void build_answer(const lesson::Check& check, const QString& answer);
  void build_choices(const lesson::Check& check, const QString& language, const QString& answer);
  void send();
  void tell();
  void dress();
  Theme& theme_;
  QString id_, sent_;
  QTimer pause_;  // in typing: what stands there is kept
  lesson::Verdict verdict_;
  bool armed_ = false;
  Text *says_, *note_, *points_;
  QLineEdit* field_ = nullptr;
  Button *pick_ = nullptr, *evidence_;
  QList<QRadioButton*> choices_;
  QWidget* foot_;  // what is said of the answer, and the way to its packet
  QVBoxLayout* column_;
};

}  // namespace cleartext::gui
