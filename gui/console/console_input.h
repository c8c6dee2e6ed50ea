// Where a line is typed: its likely end is shown in grey, Tab takes it, Up and Down walk through what was said before.
#pragma once
#include <QLineEdit>
#include <QStringList>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class ConsoleInput : public QLineEdit {
  Q_OBJECT
 public:
  explicit ConsoleInput(Theme& theme, QWidget* parent = nullptr);
  void set_completions(const QStringList& lines);  // for what is typed now, the likeliest first
  void set_hint(const QString& hint);              // shown at the right while there is room
  QString ghost() const;                           // what Tab would add
  void remember(const QString& line);
  void mask(bool masked);  // before an audience a line that gives a secret away is dots, also while it is typed

 Q_SIGNALS:
  void line_entered(const QString& line);

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void walk(int by);
  void hide_secret();
  void dress();
  Theme& theme_;
  QStringList completions_, said_;
  QString hint_, unsent_;
  bool masked_ = false;
  qsizetype at_ = 0;  // in said_; its end: what is being typed
};

}  // namespace cleartext::gui
