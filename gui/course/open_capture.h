// What the window captures, on the disk while it is open: whatever becomes of the program, all but the last second is there for
// the next start. A reset begins it anew; a window that is closed leaves none.
#pragma once
#include <QObject>
#include <QThreadPool>
#include <QTimer>
#include <memory>
#include <optional>

#include "engine/analysis/recording.h"
#include "engine/capture/pcapng_writer.h"

namespace cleartext::gui {

class OpenCapture : public QObject {
  Q_OBJECT
 public:
  OpenCapture(const analysis::Recording& recording, const QString& path, QObject* parent = nullptr);
  ~OpenCapture() override;
  void wait() { pool_.waitForDone(); }  // until what was there at the last second is on the disk

 private:
  struct File;  // only the writing thread touches it
  void write_news();
  void begin_anew();
  const analysis::Recording& recording_;
  std::shared_ptr<File> file_;
  QThreadPool pool_;  // of one thread
  QTimer second_;
  std::size_t packets_ = 0, secrets_ = 0, bytes_ = 0;  // of the recording: what was given to the writer
};

}  // namespace cleartext::gui
