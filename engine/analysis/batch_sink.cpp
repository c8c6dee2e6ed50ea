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

void BatchSink::part_grew(const findings::Message& message, const findings::Part& part, std::string_view decoded) {
  const std::size_t number = message.parts.size();
  auto& growth = batch_.growth;
  if (growth.empty() || growth.back().stream != message.stream || growth.back().position != message.position ||
      growth.back().part != number)
    growth.push_back({message.stream, message.position, number, part.type, part.filename, {}, 0});
  growth.back().content.append(decoded);
  growth.back().packet = part.last_packet;
}

Batch BatchSink::take() {
  places_.clear();
  return std::exchange(batch_, Batch{});
}

}  // namespace cleartext::analysis
