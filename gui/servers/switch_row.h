// A switch with a sentence beside it that may take more than one line.
#pragma once
#include <QCheckBox>

#include "gui/theme/text.h"

namespace cleartext::gui {

class SwitchRow : public QWidget {
  Q_OBJECT
 public:
  SwitchRow(Theme& theme, const QString& words, QWidget* parent = nullptr);
  void show_state(bool on);  // says nothing to anybody
  void set_words(const QString& words);
  QCheckBox& box() { return *box_; }
  QString words() const { return words_->text(); }

 Q_SIGNALS:
  void switched(bool on);

 protected:
  void mouseReleaseEvent(QMouseEvent* event) override;

 private:
  QCheckBox* box_;
  Text* words_;
};

}  // namespace cleartext::gui
