// A lesson's own recording as if it happened now: packets come when they are released, never before. Nothing is sent.
#pragma once
#include <QObject>
#include <string>

#include "engine/analysis/feed.h"
#include "engine/analysis/recording.h"

namespace cleartext::session {

class RecordedRun : public QObject {
  Q_OBJECT
 public:
  explicit RecordedRun(std::string path = {}, QObject* parent = nullptr);
  ~RecordedRun() override;

  void release(std::uint32_t packet) { feed_.release(packet); }  // this one and all before it
  void play(const std::string& path);                            // this one from now on
  void reset();                                                  // an empty recording, from the first packet again; then was_reset()
  analysis::Recording& recording() { return recording_; }

 Q_SIGNALS:
  void was_reset();
  void ended(const QString& damage);  // everything was released and has come; empty: all is well

 private:
  std::string path_;
  analysis::Recording recording_;
  analysis::Feed feed_;  // stops before the recording goes
};

}  // namespace cleartext::session
