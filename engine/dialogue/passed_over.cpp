#include "engine/dialogue/passed_over.h"

#include <fmt/format.h>

#include <utility>

namespace cleartext::dialogue {

std::size_t PassedOver::data(wire::Side from, const stream::Segment& segment) {
  if (from != from_) tell();
  if (bytes_ == 0) position_ = segment.position;
  from_ = from;
  bytes_ += segment.bytes.size();
  last_ = segment;
  last_.bytes = {};
  return segment.bytes.size();
}

void PassedOver::tell() {
  const std::uint64_t bytes = std::exchange(bytes_, 0);
  if (bytes == 0 || !audience_.wants_data_lines()) return;
  const std::string text = fmt::format(fmt::runtime(sentence_), bytes);
  Spoken spoken;
  spoken.line.stream = stream_;
  spoken.line.protocol = protocol_;
  spoken.line.from = from_;
  spoken.line.packet = last_.packet;
  spoken.line.time_ns = last_.time_ns;
  spoken.line.kind = LineKind::data;
  spoken.line.text = text;
  spoken.line.position = position_;
  spoken.line.length = static_cast<std::uint32_t>(bytes);
  audience_.spoken(spoken);
}

}  // namespace cleartext::dialogue
