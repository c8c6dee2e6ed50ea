// Runs a packet source and the analyzer in a thread of their own and hands batches to the thread that made
// the feed, at most one every 16 ms and never more than one waiting.
#pragma once
#include <QObject>
#include <functional>
#include <memory>
#include <string>
#include <tl/expected.hpp>

#include "engine/analysis/recording.h"
#include "servers/wire/problem.h"

namespace cleartext::analysis {

class Feed : public QObject {
  Q_OBJECT
 public:
  explicit Feed(QObject* parent = nullptr);
  ~Feed() override;  // stops and joins
  // Live: call in_lab so that the capture thread starts inside the lab's network (threads inherit it from
  // their parent). Returns once the capture is running, or the reason why it cannot.
  tl::expected<void, wire::Problem> start_live(const std::string& interface, const std::string& filter,
                                               const std::function<void(std::function<void()>)>& in_lab);
  // progressed() while it is read, finished() at the end; a file that was read before is left.
  // `key_log`: a file with TLS secrets, beside those in the capture itself; empty: none.
  void start_file(const std::string& path, const std::string& key_log = {});
  // The same, but read no further than the packet that was released last: what was captured earlier passes act by act.
  void start_held(const std::string& path);
  void release(std::uint32_t packet);  // never less than before
  // Live: lines of a key log, of sessions that are captured now. They go along with the batches.
  void add_secrets(const std::string& lines);
  void stop();     // live: drains what is captured, then finished(); a file: what is read so far stays
  void restart();  // live: a fresh analyzer and numbers from 1; batches of before are dropped

 Q_SIGNALS:
  void batch(const std::shared_ptr<cleartext::analysis::Batch>& batch);
  void progressed(double share);  // of a file, from 0 to 1; below 0: nobody knows how long it is
  // `damage` is empty when all went well; `advice`, where there is any, says what to do.
  void finished(const QString& damage, const QString& advice = {});

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleartext::analysis
