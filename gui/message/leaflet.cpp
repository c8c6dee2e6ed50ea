#include "gui/message/leaflet.h"

#include <QTextBlock>
#include <QTextCursor>

namespace cleartext::gui {
namespace {

constexpr int narrow = 430;  // at scale one: a name stands above its value then

// Words from the wire hold no "<": these are the page's own.
QString stacked(QString html) {
  html.replace(QStringLiteral("</td><td class=wire>"), QStringLiteral("</td></tr><tr><td class=wire>"));
  return html.replace(QStringLiteral("<td></td><td class=small>"), QStringLiteral("<td class=small>"));
}

}  // namespace

Leaflet::Leaflet(Theme& theme, QWidget* parent) : QTextBrowser(parent), theme_(theme) {
  setFrameShape(QFrame::NoFrame);
  setOpenLinks(false);
  connect(this, &QTextBrowser::anchorClicked, this, [this](const QUrl& link) { Q_EMIT packet_chosen(link.path().toUInt()); });
  connect(&theme, &Theme::changed, this, [this] { show_page(); });
}

void Leaflet::begin() {
  html_.clear();
  in_table_ = false;
}

void Leaflet::heading(const QString& words) {
  close_table();
  html_ += QStringLiteral("<p class=heading>%1</p>").arg(words.toHtmlEscaped());
}

void Leaflet::sentence(const QString& words) {
  close_table();
  html_ += QStringLiteral("<p>%1</p>").arg(words.toHtmlEscaped());
}

void Leaflet::open_table() {
  if (!in_table_) html_ += QStringLiteral("<table cellspacing=0 cellpadding=3>");
  in_table_ = true;
}

void Leaflet::close_table() {
  if (in_table_) html_ += QStringLiteral("</table>");
  in_table_ = false;
}

void Leaflet::row(const QString& name, const QString& wire, std::uint32_t packet) {
  open_table();
  const QString link = packet == 0 ? QString() : QStringLiteral("<a href='packet:%1'>%1</a>").arg(packet);
  html_ += QStringLiteral("<tr><td class=name>%1&nbsp;&nbsp;</td><td class=wire>%2</td><td class=packet>&nbsp;&nbsp;%3</td></tr>")
               .arg(name.toHtmlEscaped(), wire.toHtmlEscaped(), link);
}

void Leaflet::small_row(const QString& wire) {
  open_table();
  html_ += QStringLiteral("<tr><td></td><td class=small>%1</td><td></td></tr>").arg(wire.toHtmlEscaped());
}

void Leaflet::resizeEvent(QResizeEvent* event) {
  QTextBrowser::resizeEvent(event);
  if (narrow_ != (viewport()->width() < theme_.px(narrow))) show_page();
}

// Sizes in points, as the theme's fonts have them.
void Leaflet::show_page() {
  close_table();
  const auto points = [](const QFont& font) { return QString::number(font.pointSizeF(), 'f', 1); };
  document()->setDefaultStyleSheet(
      QStringLiteral(
          "p { margin: 0 0 8px 0; } .heading { font-weight: 600; font-size: %1pt; } .name { color: %2; white-space: nowrap; } "
          ".wire { font-family: 'JetBrains Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', monospace; font-size: %3pt; color: %4; } "
          ".small { font-family: 'JetBrains Mono', 'Noto Sans Mono', 'DejaVu Sans Mono', monospace; font-size: %5pt; color: %2; } "
          ".packet { color: %2; } a { color: %6; text-decoration: none; }")
          .arg(points(theme_.words(Theme::Size::body)), ink(Ink::soft), points(theme_.mono()), ink(Ink::ink), points(theme_.mono_px(11.5)),
               ink(Ink::client)));
  document()->setDefaultFont(theme_.words(Theme::Size::normal));
  document()->setDocumentMargin(theme_.px(12));
  setTextColor(theme_.color(Ink::ink));
  narrow_ = viewport()->width() < theme_.px(narrow);
  setHtml(narrow_ ? stacked(html_) : html_);
  keep_letters_apart();
}

// As Theme::mono() does: a protocol's ":<" is two characters.
void Leaflet::keep_letters_apart() {
  QTextCharFormat apart;
  apart.setFontStyleStrategy(theme_.mono().styleStrategy());
  apart.setFontKerning(false);
  QTextCursor cursor(document());
  cursor.beginEditBlock();  // the page is laid out once, not with each block
  for (QTextBlock block = document()->begin(); block.isValid(); block = block.next()) {
    cursor.setPosition(block.position());
    cursor.setPosition(block.position() + block.length() - 1, QTextCursor::KeepAnchor);
    if (cursor.charFormat().fontFamilies().toStringList().contains(theme_.mono().families().front())) cursor.mergeCharFormat(apart);
  }
  cursor.endEditBlock();
}

}  // namespace cleartext::gui
