#include "engine/session/recorded_run.h"

namespace cleartext::session {

RecordedRun::RecordedRun(std::string path, QObject* parent) : QObject(parent), path_(std::move(path)) {
  connect(&feed_, &analysis::Feed::batch, this,
          [this](const std::shared_ptr<analysis::Batch>& batch) { recording_.apply(std::move(*batch)); });
  connect(&feed_, &analysis::Feed::finished, this, [this](const QString& damage) { Q_EMIT ended(damage); });
  if (!path_.empty()) feed_.start_held(path_);
}

RecordedRun::~RecordedRun() = default;

void RecordedRun::play(const std::string& path) {
  path_ = path;
  reset();
}

void RecordedRun::reset() {
  feed_.start_held(path_);
  recording_.clear();
  Q_EMIT was_reset();
}

}  // namespace cleartext::session
