#include "gui/capture/captures.h"

#include <QPointer>
#include <QScreen>
#include <algorithm>

namespace cleartext::gui {

void Captures::open(const QString& path, MainWindow& asked) {
  CaptureWindow* fresh = windows_.emplace_back(std::make_unique<CaptureWindow>(theme_)).get();
  MainWindow* window = &fresh->window();
  connect(window, &MainWindow::closed, this, [this, fresh] { drop(fresh); });
  connect(fresh, &CaptureWindow::opened, window, [window, beside = QPointer<MainWindow>(&asked)] {
    if (window->isVisible()) return;
    if (beside && !beside->isMaximized() && !beside->isFullScreen()) {
      const QPoint at = beside->pos() + QPoint(36, 36);
      const QPoint room = beside->screen()->availableGeometry().bottomRight() - at;
      window->move(at);
      window->resize(window->size().boundedTo({room.x(), room.y()}));
    }
    window->show();
    window->raise();
    window->activateWindow();
  });
  connect(fresh, &CaptureWindow::failed, &asked, [this, fresh, window, &asked](const QString& sentence, const QString& advice) {
    if (window->isVisible()) return;
    asked.show_problem(sentence, advice);
    drop(fresh);
  });
  fresh->open(path);
}

// Not at once: it may be the one that tells.
void Captures::drop(const CaptureWindow* window) {
  const auto found = std::find_if(windows_.begin(), windows_.end(), [window](const auto& one) { return one.get() == window; });
  if (found == windows_.end()) return;
  found->release()->deleteLater();
  windows_.erase(found);
}

}  // namespace cleartext::gui
