// What frames a presented view: what is shown at the top, a sentence about it at the foot.
#pragma once
#include <QWidget>

#include "gui/presenter/told.h"
#include "gui/theme/pill.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class PresenterBar : public QWidget {
  Q_OBJECT
 public:
  explicit PresenterBar(Theme& theme, QWidget* parent = nullptr);
  void tell(const Told& told);
  void set_masked(bool masked);
  QString title() const { return title_->text(); }
  Pill& pill() { return *pill_; }

 private:
  void dress();
  Theme& theme_;
  Text *clear_, *text_, *title_;
  Pill* pill_;
};

class Caption : public QWidget {
  Q_OBJECT
 public:
  explicit Caption(Theme& theme, QWidget* parent = nullptr);
  void tell(const Told& told);
  QString words() const { return words_->text(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void dress();
  Theme& theme_;
  Text* words_;
};

}  // namespace cleartext::gui
