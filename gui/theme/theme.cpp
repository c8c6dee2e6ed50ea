// The palette and the type of LOOK. Sizes are given at scale one and grow with the theme's scale.
#include "gui/theme/theme.h"

#include <QApplication>
#include <QScreen>
#include <QStyle>
#include <QStyleFactory>
#include <algorithm>
#include <array>
#include <cmath>

#include "gui/theme/rest.h"
#include "gui/theme/scroll_area_voice.h"

namespace cleartext::gui {
namespace {

struct Row {
  QRgb light, dark, strong_light, strong_dark;  // strong: for who needs high contrast
};

// In the order of Ink.
constexpr std::array<Row, 18> palette_rows{{
    {0xfff4f2ec, 0xff12151d, 0xffffffff, 0xff000000},  // ground
    {0xfffffefb, 0xff1a1f2b, 0xffffffff, 0xff000000},  // card
    {0xffe3dfd4, 0xff2a3140, 0xff4a4a4a, 0xffb8b8b8},  // line
    {0xfff8f6f0, 0xff151a24, 0xfff2f2f2, 0xff141414},  // wash
    {0xff1d2433, 0xffe8ebf2, 0xff000000, 0xffffffff},  // ink
    {0xff5b6475, 0xffa5aec0, 0xff1c1c1c, 0xffe6e6e6},  // soft
    {0xff8d94a3, 0xff6f7a8f, 0xff3d3d3d, 0xffc8c8c8},  // faint
    {0xff1f5fbf, 0xff7db2ff, 0xff003a8c, 0xff9cc9ff},  // client
    {0xffe8f0fc, 0xff1b2a44, 0xffe4efff, 0xff00224d},  // client_wash
    {0xffa8530c, 0xfff0a35e, 0xff6b2f00, 0xffffbf80},  // server
    {0xfffcf0e2, 0xff352615, 0xfffff0e0, 0xff3a1d00},  // server_wash
    {0xffb3263e, 0xffff7d90, 0xff8a0020, 0xffff9aa8},  // eve
    {0xfffbe9ec, 0xff3a1c24, 0xffffe6ea, 0xff4a0010},  // eve_wash
    {0xff1b7f5c, 0xff59d3a2, 0xff00513a, 0xff7dffc8},  // good
    {0xffe3f4ec, 0xff12332a, 0xffdcffe9, 0xff003322},  // good_wash
    {0xffffe9a8, 0xff5a4a12, 0xffffd84d, 0xff6b5000},  // selection
    {0xff1d2433, 0xffe8ebf2, 0xff000000, 0xffffffff},  // accent
    {0xffffffff, 0xff12151d, 0xffffffff, 0xff000000},  // accent_text
}};

double at_scale_one(Theme::Size size) {
  switch (size) {
    case Theme::Size::small: return 12.5;
    case Theme::Size::normal: return 14;
    case Theme::Size::body: return 15;
    case Theme::Size::title: return 19;
  }
  return 14;
}

// Qt takes whole pixels or fractional points; LOOK has 12.5 px, so pixels are told in points.
void set_pixels(QFont& font, double pixels) {
  const QScreen* screen = QGuiApplication::primaryScreen();
  const double dots_per_inch = screen != nullptr ? screen->logicalDotsPerInchY() : 96.0;
  font.setPointSizeF(pixels * 72.0 / dots_per_inch);
}

bool system_is_dark() {
  if (qApp == nullptr) return false;
  const QPalette palette = QGuiApplication::palette();
  return palette.color(QPalette::Window).lightness() < palette.color(QPalette::WindowText).lightness();
}

}  // namespace

Theme::Theme(QObject* parent)
    : QObject(parent), dark_(system_is_dark()), rest_(system_asks_for_rest()), strong_(system_asks_for_contrast()) {
  speak_for_scroll_areas();
}

void Theme::set_dark(bool dark) {
  if (dark_ == dark) return;
  dark_ = dark;
  Q_EMIT changed();
}

void Theme::set_scale(double scale) {
  const double rounded = std::clamp(std::round(scale * 10) / 10, 0.8, 2.5);
  if (std::abs(rounded - scale_) < 0.01) return;
  scale_ = rounded;
  Q_EMIT changed();
}

void Theme::set_high_contrast(bool strong) {
  if (strong_ == strong) return;
  strong_ = strong;
  Q_EMIT changed();
}

void Theme::set_rest(bool rest) {
  if (rest_ == rest) return;
  rest_ = rest;
  Q_EMIT changed();
}

QColor Theme::color(Ink ink) const {
  const Row& row = palette_rows[static_cast<std::size_t>(ink)];
  if (strong_) return QColor::fromRgb(dark_ ? row.strong_dark : row.strong_light);
  return QColor::fromRgb(dark_ ? row.dark : row.light);
}

QFont Theme::words(Size size, bool bold) const {
  QFont font = words_px(at_scale_one(size), bold);
  if (bold && size == Size::title) font.setWeight(QFont::Bold);
  return font;
}

QFont Theme::words_px(double at_scale_one, bool bold) const {
  QFont font;
  font.setFamilies({QStringLiteral("Inter"), QStringLiteral("Noto Sans"), QStringLiteral("Cantarell"), QStringLiteral("DejaVu Sans"),
                    QStringLiteral("sans-serif")});
  font.setStyleHint(QFont::SansSerif);
  font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
  set_pixels(font, at_scale_one * scale_);
  return font;
}

QFont Theme::mono() const { return mono_px(12.5); }

QFont Theme::mono_px(double at_scale_one, bool bold) const {
  QFont font;
  font.setFamilies({QStringLiteral("JetBrains Mono"), QStringLiteral("Noto Sans Mono"), QStringLiteral("DejaVu Sans Mono"),
                    QStringLiteral("Liberation Mono"), QStringLiteral("monospace")});
  font.setStyleHint(QFont::Monospace);
  font.setFixedPitch(true);
  font.setWeight(bold ? QFont::DemiBold : QFont::Normal);
  // A protocol's ":<" is two characters. Without shaping the face cannot join them; Latin needs none.
  font.setStyleStrategy(QFont::StyleStrategy(QFont::PreferAntialias | QFont::PreferNoShaping));
  font.setKerning(false);
  set_pixels(font, at_scale_one * scale_);
  return font;
}

int Theme::px(double at_scale_one) const { return static_cast<int>(std::lround(at_scale_one * scale_)); }

QPalette Theme::palette() const {
  QPalette palette;
  palette.setColor(QPalette::Window, color(Ink::ground));
  palette.setColor(QPalette::Base, color(Ink::card));
  palette.setColor(QPalette::AlternateBase, color(Ink::wash));
  palette.setColor(QPalette::Button, color(Ink::card));
  palette.setColor(QPalette::ToolTipBase, color(Ink::card));
  for (const auto role :
       {QPalette::WindowText, QPalette::Text, QPalette::ButtonText, QPalette::ToolTipText, QPalette::HighlightedText, QPalette::BrightText})
    palette.setColor(role, color(Ink::ink));
  for (const auto role : {QPalette::WindowText, QPalette::Text, QPalette::ButtonText})
    palette.setColor(QPalette::Disabled, role, color(Ink::faint));
  palette.setColor(QPalette::PlaceholderText, color(Ink::soft));
  palette.setColor(QPalette::Highlight, color(Ink::selection));
  palette.setColor(QPalette::Link, color(Ink::client));
  palette.setColor(QPalette::LinkVisited, color(Ink::client));
  for (const auto role : {QPalette::Light, QPalette::Midlight, QPalette::Mid, QPalette::Dark, QPalette::Shadow})
    palette.setColor(role, color(Ink::line));
  return palette;
}

void Theme::apply(QApplication& application) {
  if (applied_) return;
  applied_ = true;
  application.setStyle(QStyleFactory::create(QStringLiteral("Fusion")));
  const auto dress = [this, &application] {
    application.setPalette(palette());
    application.setFont(words(Size::normal));
    application.setStyleSheet(style_sheet());
  };
  dress();
  connect(this, &Theme::changed, &application, dress);
}

}  // namespace cleartext::gui
