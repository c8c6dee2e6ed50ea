// What may be said now, a button each, as many as there is room for: a click writes its beginning, the tool tip explains it.
#pragma once
#include <QWidget>
#include <vector>

#include "engine/talk/coach.h"
#include "gui/theme/button.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class SayRow : public QWidget {
  Q_OBJECT
 public:
  explicit SayRow(Theme& theme, QWidget* parent = nullptr);
  void show_rows(const std::vector<const wire::CommandInfo*>& rows);
  QStringList verbs() const;  // those that are shown
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {theme_.px(60), sizeHint().height()}; }

 Q_SIGNALS:
  void chosen(const QString& beginning);

 protected:
  void resizeEvent(QResizeEvent* event) override;

 private:
  void lay_out();
  Theme& theme_;
  Text* label_;
  std::vector<Button*> buttons_;
};

}  // namespace cleartext::gui
