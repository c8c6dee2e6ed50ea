// What base64 costs: for each part that crossed the wire in it, its bytes, the letters that carry them, and the line ends between.
#pragma once
#include <vector>

#include "gui/selection/selection.h"
#include "gui/theme/plot.h"

namespace cleartext::gui {

struct EncodedPart {
  QString words;  // what it is
  std::uint32_t packet = 0;
  std::uint64_t bytes = 0, letters = 0, wire = 0;  // itself; in base64; with its line ends
  double overhead() const { return bytes == 0 ? 0 : static_cast<double>(wire) / static_cast<double>(bytes) - 1; }
};

std::vector<EncodedPart> encoded_parts(const Selection& selection);

class Base64Plot : public Plot {
  Q_OBJECT
 public:
  explicit Base64Plot(Theme& theme, QWidget* parent = nullptr);
  void show_parts(std::vector<EncodedPart> parts);
  const std::vector<EncodedPart>& parts() const { return parts_; }
  QString told_at(const QPoint& point) const override;

 Q_SIGNALS:
  void packet_chosen(quint32 packet);

 protected:
  void paint(QPainter& painter) const override;
  void mousePressEvent(QMouseEvent* event) override;

 private:
  double row_height() const;
  int row_at(double y) const;
  void paint_row(QPainter& painter, std::size_t row, double most) const;
  std::vector<EncodedPart> parts_;
};

}  // namespace cleartext::gui
