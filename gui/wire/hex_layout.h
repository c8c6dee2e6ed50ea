// Where each byte of a frame stands: offset, hex, and characters side by side, 16 or 8 bytes a row.
#pragma once
#include <QPoint>
#include <QRect>
#include <cstdint>

namespace cleartext::gui {

struct HexLayout {
  int character = 7, row = 19, left = 14, top = 2;  // pixels
  int bytes_a_row = 8;

  static int columns(int bytes_a_row) { return 4 + 2 + bytes_a_row * 3 - 1 + 2 + bytes_a_row; }
  void fit(int width) { bytes_a_row = width >= 2 * left + columns(16) * character ? 16 : 8; }
  int rows(std::uint32_t bytes) const {
    return static_cast<int>((bytes + static_cast<std::uint32_t>(bytes_a_row) - 1) / static_cast<std::uint32_t>(bytes_a_row));
  }
  int hex_left(int column) const { return left + (6 + column * 3) * character; }
  int text_left(int column) const { return left + (6 + bytes_a_row * 3 - 1 + 2 + column) * character; }
  // Byte under a point of the unscrolled page; -1: none.
  int byte_at(const QPoint& point, std::uint32_t bytes) const;
};

}  // namespace cleartext::gui
