// How far the reading of a file has come, and the way to stop it. It stands between the desk and the bottom bar, covers
// no view, and comes only when reading takes longer than a moment.
#pragma once
#include <QProgressBar>
#include <QTimer>

#include "gui/theme/button.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class LoadingBar : public QWidget {
  Q_OBJECT
 public:
  static constexpr int moment_milliseconds = 200;
  explicit LoadingBar(Theme& theme, QWidget* parent = nullptr);
  void begin(const QString& name, qint64 bytes);          // of the whole file
  void show_progress(double share, std::size_t packets);  // below 0: nobody knows how much will come
  void end();
  bool reading() const { return reading_; }
  double share() const { return share_; }
  QString words() const { return words_->text(); }
  Button* cancel_button() { return cancel_; }

 Q_SIGNALS:
  void cancel_wanted();

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  void dress();
  Theme& theme_;
  Text *name_, *words_;
  QProgressBar* bar_;
  Button* cancel_;
  QTimer moment_;
  bool reading_ = false;
  double share_ = 0;
  qint64 bytes_ = 0;
};

QString percent(double share);  // "43 %"

}  // namespace cleartext::gui
