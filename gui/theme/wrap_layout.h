// One row while there is room, more of them where there is not: what stands in it is never cut and never widens the window.
#pragma once
#include <QLayout>

namespace cleartext::gui {

class WrapLayout : public QLayout {
 public:
  explicit WrapLayout(QWidget* parent = nullptr) : QLayout(parent) {}
  ~WrapLayout() override;
  void push_right() { split_ = count(); }  // what is added from now on stands at the right of its row
  void addItem(QLayoutItem* item) override { items_.push_back(item); }
  int count() const override { return static_cast<int>(items_.size()); }
  QLayoutItem* itemAt(int index) const override { return items_.value(index); }
  QLayoutItem* takeAt(int index) override { return index >= 0 && index < count() ? items_.takeAt(index) : nullptr; }
  bool hasHeightForWidth() const override { return true; }
  int heightForWidth(int width) const override { return arrange({0, 0, width, 0}, Move::no); }
  QSize sizeHint() const override;
  QSize minimumSize() const override;
  void setGeometry(const QRect& rect) override;

 private:
  enum class Move { no, yes };
  int arrange(const QRect& rect, Move move) const;  // the height it takes
  QList<QLayoutItem*> items_;
  int split_ = -1;
};

}  // namespace cleartext::gui
