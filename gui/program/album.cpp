// Pictures are taken in the window's thread and pressed beside it.
#include "gui/program/album.h"

#include <QAbstractButton>
#include <QApplication>
#include <QPixmap>
#include <QRegularExpression>
#include <QSaveFile>
#include <QWidget>
#include <iostream>
#include <mutex>

#include "gui/wire/dialogue_view.h"

namespace cleartext::gui {
namespace {

constexpr int little_pressed = 85;  // of Qt's "quality" of a PNG, which is its speed

// It floats over the list and comes and goes with what is captured.
bool passing(const QAbstractButton& button) { return qobject_cast<DialogueView*>(button.parentWidget()) != nullptr; }

// The window's buttons in this picture, sorted, a line each; their numbers are another run's.
QByteArray buttons_of(const QWidget& window) {
  QStringList names;
  for (const auto* button : window.findChildren<QAbstractButton*>()) {
    if (!button->isVisible() || button->visibleRegion().isEmpty() || passing(*button)) continue;
    QString name = button->text().isEmpty() ? button->accessibleName() : button->text();
    name = name.remove(QLatin1Char('&')).replace(QRegularExpression(QStringLiteral("\\d+")), QStringLiteral("#")).simplified();
    if (!name.isEmpty()) names << name;
  }
  names.removeDuplicates();
  names.sort();
  return names.join(QLatin1Char('\n')).toUtf8() + '\n';
}

}  // namespace

void Album::add(QWidget& window, const QString& look, const QString& view) {
  for (int i = 0; i < 4; ++i) QApplication::processEvents();  // layouts settle from the outside in
  const QString name = QStringLiteral("%1-%2.png").arg(look, view);
  names_ << name;
  QSaveFile buttons(folder_.filePath(QStringLiteral("%1-%2.txt").arg(look, view)));
  if (buttons.open(QIODevice::WriteOnly)) buttons.write(buttons_of(window)), buttons.commit();
  pressing_.start([this, image = window.grab().toImage(), path = folder_.filePath(name)] {
    const bool written = image.save(path, "PNG", little_pressed);
    static std::mutex one_by_one;
    const std::lock_guard lock(one_by_one);
    if (written)
      std::cout << path.toStdString() << std::endl;
    else if (whole_.exchange(false))
      std::cerr << "cleartext: " << path.toStdString() << " could not be written. Choose another folder.\n";
  });
}

bool Album::finish() {
  pressing_.waitForDone();
  return whole_ && write_page();
}

bool Album::write_page() const {
  QSaveFile page(folder_.filePath(QStringLiteral("index.html")));
  if (!page.open(QIODevice::WriteOnly)) return false;
  QString html = QStringLiteral(
      "<!doctype html><meta "
      "charset=utf-8><title>Cleartext</"
      "title><style>body{font-family:sans-serif;background:#888}figure{display:inline-block;margin:8px}img{width:620px}</style>");
  for (const QString& name : names_)
    html += QStringLiteral("<figure><a href=\"%1\"><img src=\"%1\" alt=\"\"></a><figcaption>%2</figcaption></figure>\n")
                .arg(name, name.chopped(4));
  page.write(html.toUtf8());
  return page.commit();
}

}  // namespace cleartext::gui
