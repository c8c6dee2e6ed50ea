// Who wants to hear what the analyzer finds. Views in the arguments live for the call only.
#pragma once
#include <memory>

#include "engine/dialogue/line.h"
#include "engine/findings/listener.h"
#include "engine/findings/share.h"
#include "engine/packet/packet.h"
#include "engine/stream/stream_info.h"

namespace cleartext::analysis {

class Sink {
 public:
  virtual ~Sink() = default;
  virtual void packet(const packet::Packet&) {}
  virtual void keep(std::shared_ptr<const void>) {}             // what the next packet points into, beside its frame
  virtual bool stays(std::string_view) const { return false; }  // where they lie, as long as anyone looks
  virtual void stream(const stream::StreamInfo&) {}             // opened, and again whenever it changed since the last packet() call
  virtual void line(const dialogue::LineView&) {}
  virtual void credential(const findings::Credential&) {}  // again (same packet) when the answer is seen
  virtual void part_grew(const findings::Message&, const findings::Part&, std::string_view /*decoded*/) {}
  virtual void file_grew(const findings::FileGrowth&) {}
  virtual void message(findings::Message&&) {}
  virtual void file(findings::File&&) {}
  virtual void weakness(const findings::Weakness&) {}
  // A stretch of one direction; asked for in the settings.
  virtual void share(std::uint32_t /*stream*/, wire::Side, const findings::Share&) {}
  virtual void bytes(std::uint32_t /*stream*/, wire::Side, std::span<const std::byte>) {}  // reassembled, when asked for
};

}  // namespace cleartext::analysis
