// SIGINT and SIGTERM as an orderly quit of the event loop, so that nothing is left behind.
#pragma once
#include <QObject>
#include <QSocketNotifier>
#include <memory>

namespace cleartext::commands {

class Ending : public QObject {
  Q_OBJECT
 public:
  explicit Ending(QObject* parent = nullptr);  // quits the application at the first signal
  ~Ending() override;
  bool came() const { return came_; }

 private:
  std::unique_ptr<QSocketNotifier> notifier_;
  bool came_ = false;
};

}  // namespace cleartext::commands
