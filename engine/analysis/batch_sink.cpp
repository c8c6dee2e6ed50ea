// The last word on a stream is the one that is kept.
#include "engine/analysis/batch_sink.h"

#include <utility>

#include "engine/findings/contents.h"

namespace cleartext::analysis {

void BatchSink::stream(const stream::StreamInfo& info) {
  const auto [place, is_new] = places_.try_emplace(info.number, batch_.streams.size());
  if (is_new)
    batch_.streams.push_back(info);
  else
    batch_.streams[place->second] = info;
}

bool BatchSink::stays(std::string_view bytes) const {
  const auto* begin = reinterpret_cast<const std::byte*>(bytes.data());
  return begin >= kept_.data() && begin + bytes.size() <= kept_.data() + kept_.size();
}

void BatchSink::part_grew(const findings::Message& message, const findings::Part& part, std::string_view decoded) {
  grow({message.stream, message.position, message.parts.size(), part.type, part.filename, {}, part.last_packet, message.decrypted},
       decoded);
}

void BatchSink::file_grew(const findings::FileGrowth& file) {
  grow({file.data_stream, 0, 0, {}, std::string(file.name), {}, file.packet, file.decrypted, Growth::Of::file}, file.more);
}

void BatchSink::grow(Growth&& growth, std::string_view more) {
  const std::uint32_t packet = growth.packet;
  std::vector<std::size_t>& of_stream = growing_[growth.stream];
  if (of_stream.empty() || !batch_.growth[of_stream.back()].same_as(growth)) {
    of_stream.push_back(batch_.growth.size());
    batch_.growth.push_back(std::move(growth));
  }
  Growth& here = batch_.growth[of_stream.back()];
  here.content.append(more);
  here.packet = packet;
}

// What began and became whole in one batch needs nobody to see it grow.
void BatchSink::forget_growth(std::uint32_t stream, std::uint64_t position) {
  const auto found = growing_.find(stream);
  if (found == growing_.end()) return;
  for (const std::size_t each : found->second)
    if (batch_.growth[each].position == position) batch_.growth[each].content = {};
}

void BatchSink::message(findings::Message&& found) {
  forget_growth(found.stream, found.position);
  findings::let_go_of_contents(found);
  found.raw.fit();
  found.marks.shrink_to_fit();
  batch_.messages.push_back(std::move(found));
}

void BatchSink::file(findings::File&& found) {
  forget_growth(found.data_stream, 0);
  found.content.fit();
  batch_.files.push_back(std::move(found));
}

Batch BatchSink::take() {
  places_.clear();
  growing_.clear();
  std::erase_if(batch_.growth, [](const Growth& each) { return each.content.empty(); });
  return std::exchange(batch_, Batch{});
}

}  // namespace cleartext::analysis
