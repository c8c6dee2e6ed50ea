// What a view shows while it has nothing to show: an icon and a sentence that says what will appear here.
#pragma once
#include <QWidget>

#include "gui/theme/text.h"

namespace cleartext::gui {

class EmptyState : public QWidget {
  Q_OBJECT
 public:
  EmptyState(Theme& theme, const QString& icon, const QString& sentence, QWidget* parent = nullptr);
  void set_sentence(const QString& sentence) { sentence_->setText(sentence); }
  QString sentence() const { return sentence_->text(); }

 protected:
  void resizeEvent(QResizeEvent* event) override;
  QSize minimumSizeHint() const override;  // the whole sentence, at the width there is

 private:
  void dress();
  Theme& theme_;
  QString icon_;
  QLabel* picture_;
  Text* sentence_;
};

}  // namespace cleartext::gui
