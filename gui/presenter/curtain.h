// A black screen, so that the class looks at the teacher. Any key or click opens it.
#pragma once
#include <QPointer>
#include <QWidget>

namespace cleartext::gui {

class Curtain : public QWidget {
  Q_OBJECT
 public:
  explicit Curtain(QWidget* parent);
  void draw_or_open();
  bool drawn() const { return !isHidden(); }

 protected:
  bool event(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void paintEvent(QPaintEvent* event) override;

 private:
  void open();
  QPointer<QWidget> focus_before_;
};

}  // namespace cleartext::gui
