// The bytes of one frame, painted: hex and characters, the selected part marked, a cursor for the keyboard.
#pragma once
#include <QAbstractScrollArea>
#include <vector>

#include "engine/packet/packet.h"
#include "gui/theme/theme.h"
#include "gui/wire/hex_layout.h"
#include "gui/wire/packet_words.h"

namespace cleartext::gui {

class HexArea : public QAbstractScrollArea {
  Q_OBJECT
 public:
  explicit HexArea(Theme& theme, QWidget* parent = nullptr);
  void show_packet(const packet::Packet* packet, const Marked& marked);
  const Marked& marked() const { return marked_; }
  int bytes_a_row() const { return layout_.bytes_a_row; }
  QPoint center_of(std::uint32_t offset) const;    // of a byte's hex, in the viewport
  Marked field_range(std::uint32_t offset) const;  // of the innermost field there
  QString field_at(std::uint32_t offset) const;    // "Source port: 41022"
  QSize sizeHint() const override;

 Q_SIGNALS:
  void byte_chosen(std::uint32_t offset);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  bool viewportEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void contextMenuEvent(QContextMenuEvent* event) override;

 private:
  void dress();
  void lay_out();
  void scroll_to(std::uint32_t offset, int rows_above);
  int page_y(int viewport_y) const;
  void paint_row(QPainter& painter, int row);
  void paint_band(QPainter& painter, int row, const Marked& range, const QColor& color);
  void hover(const QPoint& point);
  void move_cursor(std::int64_t to);
  const packet::Field* field(std::uint32_t offset) const;  // the innermost
  void copy_hex(const Marked& range) const;
  QString hex(const Marked& range) const;
  std::uint32_t size() const { return static_cast<std::uint32_t>(bytes_.size()); }

  Theme& theme_;
  HexLayout layout_;
  std::span<const std::byte> bytes_;
  std::uint32_t number_ = 0;
  Marked marked_, hovered_;
  std::vector<packet::Field> fields_;
  std::uint32_t cursor_ = 0;
};

}  // namespace cleartext::gui
