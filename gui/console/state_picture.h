// The states of a session in a row, with the words that lead on between them and those that lead back below; the one in
// which the conversation stands is lit.
#pragma once
#include <QWidget>
#include <optional>

#include "engine/talk/standing.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

class StatePicture : public QWidget {
  Q_OBJECT
 public:
  explicit StatePicture(Theme& theme, QWidget* parent = nullptr);
  void show_standing(const talk::Standing& standing, bool open);  // not open: nothing is lit
  QString lit() const;                                            // the name of the state that is lit
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override;

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  struct Layout {
    std::size_t first = 0, count = 0;
    double pill = 0, gap = 0, left = 0;
    double x(std::size_t state) const { return left + static_cast<double>(state - first) * (pill + gap); }
  };
  Layout lay_out() const;
  void paint_way(QPainter& painter, const Layout& place, std::size_t state) const;
  void paint_back(QPainter& painter, const Layout& place) const;
  void paint_pill(QPainter& painter, const Layout& place, std::size_t state) const;
  double top() const { return theme_.px(22); }
  double tall() const { return theme_.px(30); }
  Theme& theme_;
  const wire::StateMachine* machine_ = nullptr;
  std::optional<std::size_t> lit_;
};

}  // namespace cleartext::gui
