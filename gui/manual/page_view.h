// One page of the manual, as it is read: pictures no wider than the page, and a word that was looked for marked.
#pragma once
#include <QTextBrowser>

#include "gui/manual/book.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

class PageView : public QTextBrowser {
  Q_OBJECT
 public:
  explicit PageView(Theme& theme, QWidget* parent = nullptr);
  void show_page(const Page& page);
  void show_position(int position, int length);  // scrolls there; a length marks what was looked for

 protected:
  QVariant loadResource(int type, const QUrl& name) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void dress_again();
  Theme& theme_;
  Page page_;
  int fitted_ = 0;  // the width that the pictures were made for
};

}  // namespace cleartext::gui
