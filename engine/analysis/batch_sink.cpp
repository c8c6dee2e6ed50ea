// The last word on a stream is the one that is kept.
#include "engine/analysis/batch_sink.h"

#include <utility>

namespace cleartext::analysis {

void BatchSink::stream(const stream::StreamInfo& info) {
  const auto [place, is_new] = places_.try_emplace(info.number, batch_.streams.size());
  if (is_new)
    batch_.streams.push_back(info);
  else
    batch_.streams[place->second] = info;
}

Batch BatchSink::take() {
  places_.clear();
  return std::exchange(batch_, Batch{});
}

}  // namespace cleartext::analysis
