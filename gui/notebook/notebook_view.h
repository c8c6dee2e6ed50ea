// The notebook's rows, each as high as its words need. Of a long list only the rows on the screen are measured, so that
// ten thousand findings cost no more than ten.
#pragma once
#include <QTableView>
#include <QTimer>

namespace cleartext::gui {

class NotebookDelegate;

class NotebookView : public QTableView {
  Q_OBJECT
 public:
  NotebookView(NotebookDelegate& delegate, QAbstractItemModel& model, QWidget* parent = nullptr);
  void measure_again();                        // the width or the type is another
  QPoint pressed() const { return pressed_; }  // where the mouse went down last

 protected:
  void rowsInserted(const QModelIndex& parent, int first, int last) override;
  void dataChanged(const QModelIndex& first, const QModelIndex& last, const QList<int>& roles) override;
  void resizeEvent(QResizeEvent* event) override;
  void scrollContentsBy(int dx, int dy) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void measure(int first, int last);
  void measure_visible();
  bool is_short() const;
  NotebookDelegate& delegate_;
  QTimer soon_;
  QPoint pressed_;
  bool measuring_ = false;
};

}  // namespace cleartext::gui
