// One capture file and the window that shows it. Another file may take its place, as soon as it has something to show.
#pragma once
#include <QObject>
#include <memory>

#include "engine/analysis/feed.h"
#include "gui/window/main_window.h"

namespace cleartext::gui {

class CaptureWindow : public QObject {
  Q_OBJECT
 public:
  explicit CaptureWindow(Theme& theme, QObject* parent = nullptr);
  ~CaptureWindow() override;
  void open(const QString& path);
  void open_tls(const QString& key_log);              // reads the capture again, with these secrets
  void allow(std::uint64_t bytes) { room_ = bytes; }  // of memory, for all of this program; beyond it reading stops
  MainWindow& window() { return *window_; }
  const analysis::Recording& recording() const { return recording_; }
  bool reading() const { return reading_; }

 Q_SIGNALS:
  void opened();                                                // the first packets of a file are here
  void failed(const QString& sentence, const QString& advice);  // nothing of the file can be shown
  void ended();                                                 // reading is over, one way or another

 private:
  void read(const QString& path, const QString& key_log);
  void take(const std::shared_ptr<analysis::Batch>& batch);
  void begin();
  void end(const QString& damage, const QString& advice);
  void refuse(const QString& damage, const QString& advice);

  analysis::Recording recording_;
  std::unique_ptr<MainWindow> window_;
  std::unique_ptr<analysis::Feed> feed_;
  QString path_;          // of the file that is being read
  bool waiting_ = false;  // for its first packets; until then the one before is shown
  bool reading_ = false, stopped_ = false;
  bool full_ = false;   // there was no room for more of it
  std::uint64_t room_;  // bytes of memory
};

}  // namespace cleartext::gui
