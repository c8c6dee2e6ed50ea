// Paper and ink: the palette of LOOK, light and dark, type and metrics. Colour means one thing each: client blue,
// server orange, Eve crimson, done green, selection yellow. Nothing else in the window spells a colour or a size.
#pragma once
#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPalette>
#include <QPixmap>
#include <QString>

class QApplication;

namespace cleartext::gui {

enum class Ink {
  ground,
  card,
  line,
  wash,
  ink,
  soft,
  faint,
  client,
  client_wash,
  server,
  server_wash,
  eve,
  eve_wash,
  good,
  good_wash,
  selection,
  accent,
  accent_text
};

class Theme : public QObject {
  Q_OBJECT
 public:
  explicit Theme(QObject* parent = nullptr);  // light or dark as the system is when the window starts
  bool dark() const { return dark_; }
  void set_dark(bool dark);
  double scale() const { return scale_; }  // Ctrl + and -: 0.8 ... 2.5
  void set_scale(double scale);
  QColor color(Ink ink) const;
  enum class Size { small, normal, body, title };   // 12.5, 14, 15, 19 px times scale
  QFont words(Size size, bool bold = false) const;  // Inter, with fallbacks
  QFont words_px(double at_scale_one, bool bold = false) const;
  QFont mono() const;  // JetBrains Mono 12.5 px times scale, ligatures off
  QFont mono_px(double at_scale_one, bool bold = false) const;
  int px(double at_scale_one) const;
  QIcon icon(const QString& name, Ink ink) const;  // assets/icons/NAME.svg, drawn by us, coloured by the theme
  QPixmap picture(const QString& name, Ink ink, int height, double device_ratio) const;
  QPalette palette() const;
  QString style_sheet() const;            // for QApplication: cards, buttons, inputs, lists, scroll bars
  void apply(QApplication& application);  // dresses the whole program, now and whenever the theme changes; once is enough
  bool rest() const { return rest_; }     // the system asks for no motion
  void set_rest(bool rest);
  bool high_contrast() const { return strong_; }  // as the system asks when the window starts
  void set_high_contrast(bool strong);

 Q_SIGNALS:
  void changed();

 private:
  bool dark_ = false;
  bool rest_ = false;
  bool strong_ = false;
  bool applied_ = false;
  double scale_ = 1.0;
};

}  // namespace cleartext::gui
