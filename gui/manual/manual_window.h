// The manual in a window of its own: contents at the left, a field to search all of it, the page at the right. Nothing in it
// leads out of the program.
#pragma once
#include <QLineEdit>
#include <QTreeWidget>
#include <QWidget>

#include "gui/manual/book.h"
#include "gui/manual/page_view.h"
#include "gui/theme/button.h"

namespace cleartext::gui {

class ManualWindow : public QWidget {
  Q_OBJECT
 public:
  ManualWindow(Theme& theme, const QString& language, QWidget* owner = nullptr);
  static ManualWindow* open(Theme& theme, QWidget* owner);  // the owner's, raised, or a new one that goes with it
  const Book& book() const { return book_; }
  int page() const { return place_.page; }
  QLineEdit& search() { return *search_; }
  QTreeWidget& contents() { return *contents_; }
  PageView& view() { return *view_; }
  Button& back_button() { return *back_; }
  void follow(const QString& link);  // to a page, or a section of one

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Place {
    int page = 0, position = 0, length = 0;
  };
  void build();
  void go(const Place& place);
  void show_place(const Place& place);
  void back();
  void list_contents();
  void list_found(const QString& words);
  void add_row(QTreeWidgetItem* row, const Place& place);
  void next_found();
  void dress();

  Theme& theme_;
  Book book_;
  Place place_;
  std::vector<Place> before_;  // where one came from
  QLineEdit* search_;
  Button* back_;
  QTreeWidget* contents_;
  PageView* view_;
};

}  // namespace cleartext::gui
