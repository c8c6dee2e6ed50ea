// What is in the file, before it leaves: sentence by sentence, and then the choice to save it or not.
#pragma once
#include <QWidget>

#include "gui/theme/button.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class HandInPage : public QWidget {
  Q_OBJECT
 public:
  explicit HandInPage(Theme& theme, QWidget* parent = nullptr);
  void show_contents(const QStringList& sentences);
  void show_done(const QString& path, qint64 bytes);
  QString words() const { return words_->text(); }
  Button* save() { return save_; }
  Button* back() { return back_; }

 Q_SIGNALS:
  void save_wanted();
  void back_wanted();
  void home_wanted();  // to the next lesson

 private:
  void dress();
  Theme& theme_;
  Text *heading_, *words_;
  Button *save_, *back_, *home_;
};

}  // namespace cleartext::gui
