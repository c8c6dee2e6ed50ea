// What one protocol makes of both directions of a stream, whether it speaks in lines or in records.
#pragma once
#include <optional>

#include "engine/dialogue/dialogue.h"
#include "engine/stream/flow.h"

namespace cleartext::dialogue {

class Conversation {
 public:
  virtual ~Conversation() = default;
  virtual packet::Protocol protocol() const = 0;
  // Returns how many of the segment's bytes it took: fewer only when it is over().
  virtual std::size_t data(wire::Side from, const stream::Segment& segment) = 0;
  virtual void gap(wire::Side from, const stream::Segment& missing) = 0;
  virtual void ended(wire::Side from) = 0;
  // The rest of the stream speaks another protocol: TLS, or whatever passes through the tunnel.
  virtual bool over() const { return false; }
  virtual bool compressed() const { return false; }                   // the same one speaks on, but packed
  virtual std::optional<std::uint16_t> tunnel() const { return {}; }  // the port it leads to; 0: nobody said
  // Bytes of that side that it took before, and that belong to what follows; in `segment`, with their place.
  virtual std::string_view taken_too_soon(wire::Side, stream::Segment& /*segment*/) const { return {}; }
  virtual bool waits() const { return false; }  // for something that may still come, though all was said
  // Does it keep something of that side that it will tell in a line yet?
  virtual bool unfinished(wire::Side from) const = 0;
  virtual std::size_t held() const { return 0; }  // bytes that it keeps of what is not over
  virtual void closed() {}                        // nothing comes any more, from either side
};

}  // namespace cleartext::dialogue
