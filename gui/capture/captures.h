// The capture windows that are open beside the lab's.
#pragma once
#include <QObject>
#include <list>
#include <memory>

#include "gui/capture/capture_window.h"

namespace cleartext::gui {

class Captures : public QObject {
  Q_OBJECT
 public:
  explicit Captures(Theme& theme, QObject* parent = nullptr) : QObject(parent), theme_(theme) {}
  // A window of its own, beside `asked`, once there is something to show; what cannot be shown is told where it was asked.
  void open(const QString& path, MainWindow& asked);
  std::size_t count() const { return windows_.size(); }
  CaptureWindow& newest() { return *windows_.back(); }

 private:
  void drop(const CaptureWindow* window);
  Theme& theme_;
  std::list<std::unique_ptr<CaptureWindow>> windows_;
};

}  // namespace cleartext::gui
