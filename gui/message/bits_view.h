// Base64, letter by letter: each letter's number, its six bits, and how the bits of four letters are cut anew into three bytes.
// Only what is on the screen is painted.
#pragma once
#include <QAbstractScrollArea>
#include <string>
#include <vector>

#include "engine/findings/base64_steps.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

class BitsView : public QAbstractScrollArea {
  Q_OBJECT
 public:
  static constexpr std::size_t most_groups = 20'000;
  explicit BitsView(Theme& theme, QWidget* parent = nullptr);
  void show_text(std::string text, Ink letters);         // `letters`: who sent them
  void mark(std::uint32_t place, std::uint32_t length);  // letters of the text; 0 long: none
  std::size_t groups() const { return groups_.size(); }
  bool is_cut() const { return groups_.size() == most_groups; }
  QRect place_of(std::size_t group) const;  // in the viewport
  QString told(std::size_t group) const;    // "G Q U P, 6 16 20 15, bytes 19 05 0f"

 Q_SIGNALS:
  void letters_chosen(std::uint32_t place, std::uint32_t length);

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void mousePressEvent(QMouseEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void lay_out();
  void choose(int group);
  void reveal(int group);
  int group_at(const QPoint& point) const;
  void paint_group(QPainter& painter, const findings::Base64Group& group, const QPoint& corner) const;
  void paint_letter(QPainter& painter, const findings::Base64Group& group, std::size_t number, const QPoint& corner) const;
  void paint_byte(QPainter& painter, const findings::Base64Group& group, std::size_t number, const QPoint& corner) const;

  Theme& theme_;
  std::string text_;
  std::vector<findings::Base64Group> groups_;
  Ink letters_ = Ink::client;
  int bit_ = 8, group_width_ = 0, group_height_ = 0, columns_ = 1, margin_ = 12;
  int chosen_ = -1;
};

}  // namespace cleartext::gui
