// Paper and ink: the palette of LOOK, light and dark, type and metrics. Colour means one thing each: client blue,
// server orange, Eve crimson, done green, selection yellow. Nothing else in the window spells a colour or a size.
#pragma once
#include <QColor>
#include <QFont>
#include <QIcon>
#include <QObject>
#include <QPixmap>
#include <QString>

namespace cleartext::gui {

enum class Ink { ground, card, line, wash, ink, soft, faint, client, client_wash, server, server_wash, eve, eve_wash, good, good_wash, selection, accent, accent_text };

class Theme : public QObject {
  Q_OBJECT
 public:
  explicit Theme(QObject* parent = nullptr);       // follows the system's light or dark until set
  bool dark() const;
  void set_dark(bool dark);
  double scale() const;                            // Ctrl + and -: 0.8 ... 2.0
  void set_scale(double scale);
  QColor color(Ink ink) const;
  enum class Size { small, normal, body, title };  // 12.5, 14, 15, 19 px times scale
  QFont words(Size size, bool bold = false) const; // Inter, with fallbacks
  QFont mono() const;                              // JetBrains Mono 12.5 px times scale, ligatures off
  int px(double at_scale_one) const;
  QIcon icon(const QString& name, Ink ink) const;  // assets/icons/NAME.svg, drawn by us, coloured by the theme
  QPixmap picture(const QString& name, Ink ink, int height, double device_ratio) const;
  QString style_sheet() const;                     // for QApplication: cards, buttons, inputs, lists, scroll bars
  bool rest() const;                               // the system asks for no motion

 Q_SIGNALS:
  void changed();

 private:
  bool dark_ = false;
  double scale_ = 1.0;
};

}  // namespace cleartext::gui
