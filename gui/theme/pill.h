// A small round sign: words, and a dot before them where the colour says something.
#pragma once
#include <QWidget>
#include <optional>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class Pill : public QWidget {
  Q_OBJECT
 public:
  explicit Pill(Theme& theme, const QString& words = {}, QWidget* parent = nullptr);
  void set_words(const QString& words);
  const QString& words() const { return words_; }
  void set_dot(std::optional<Ink> dot);
  void set_inks(Ink text, Ink fill, Ink edge);
  QSize sizeHint() const override;
  QSize minimumSizeHint() const override { return sizeHint(); }

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme& theme_;
  QString words_;
  std::optional<Ink> dot_;
  Ink text_ = Ink::soft, fill_ = Ink::wash, edge_ = Ink::line;
};

}  // namespace cleartext::gui
