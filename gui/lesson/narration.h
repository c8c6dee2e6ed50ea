// A lesson's words, written in Markdown: as tall as its text, code in the client's blue on its wash.
#pragma once
#include <QTextBrowser>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class Narration : public QTextBrowser {
  Q_OBJECT
 public:
  explicit Narration(Theme& theme, QWidget* parent = nullptr);
  void set_markdown(const QString& markdown);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return {theme_.px(120), sizeHint().height()}; }

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void dress();
  void dress_blocks();
  void dress_code();
  void make_room(int position);
  Theme& theme_;
  QString markdown_;
};

}  // namespace cleartext::gui
