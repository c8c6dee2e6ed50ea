// Two flows that talk to each other. What one side says is delivered only after what it had heard when it
// said so: so a capture whose packets stand in another order than they were sent still reads as question and
// answer.
#pragma once
#include <array>
#include <memory>
#include <optional>

#include "engine/stream/flow.h"
#include "engine/stream/stream_info.h"
#include "servers/wire/transcript.h"

namespace cleartext::stream {

class Stream;

// Hears what a stream delivers. Views live for the call.
class Listener {
 public:
  virtual ~Listener() = default;
  virtual void opened(Stream&) {}
  virtual void data(Stream&, wire::Side from, const Segment&) = 0;
  virtual void gap(Stream&, wire::Side from, const Segment& missing) = 0;  // no bytes; length says how many
  virtual void ended(Stream&, wire::Side) {}                               // this side has said its last
  virtual void closed(Stream&) {}                                          // the last call for this stream
};

// What a listener keeps with a stream.
class Companion {
 public:
  virtual ~Companion() = default;
  virtual bool waits() const { return false; }  // for what may come after the stream is over
  // Bytes that it keeps of what is not understood, or not over yet; and to keep none from now on.
  virtual std::size_t held() const { return 0; }
  virtual void let_go() {}
};

class Stream {
 public:
  StreamInfo info;
  std::int64_t last_time_ns = 0;
  std::unique_ptr<Companion> companion;
  std::size_t companion_held = 0;  // when it was asked last

  void open(std::uint32_t number, const packet::Packet& first);
  // A SYN that cannot belong to this stream: the ports are used again.
  bool is_another(const packet::Packet& packet) const {
    return (packet.flags & (packet::syn | packet::ack)) == packet::syn && starts_anew(packet);
  }
  void take(packet::Packet& packet, Listener& listener);
  std::size_t held() const { return flows_[0].held_bytes() + flows_[1].held_bytes(); }
  void hold_less(Listener& listener);  // gives up on one missing segment
  void finish(Listener& listener);     // delivers what is held, with gaps
  void reset();
  const Flow& flow(wire::Side side) const { return flows_[index(side)]; }

 private:
  bool starts_anew(const packet::Packet& packet) const;
  static std::size_t index(wire::Side side) { return side == wire::Side::client ? 0 : 1; }
  Flow& of(wire::Side side) { return flows_[index(side)]; }
  bool from_client(const packet::Packet& packet) const { return packet.source == info.client; }
  void learn_start(const packet::Packet& packet, wire::Side side);
  void swap_sides();
  void take_payload(packet::Packet& packet, wire::Side side, std::int64_t position, Listener& listener);
  bool settled() const;
  bool never_heard(const Flow& flow) const;
  bool ready(wire::Side side, const Segment& segment) const;
  void deliver(wire::Side side, Segment segment, Listener& listener);
  void lose(wire::Side side, std::uint64_t until, const Segment& because, Listener& listener);
  void pump(Listener& listener);
  bool force(wire::Side side, Listener& listener);
  bool lacks(wire::Side side) const;
  std::uint64_t heard_by_then(wire::Side side) const;
  void stop_waiting(wire::Side side, Listener& listener);
  void force_old(std::int64_t now, Listener& listener);
  void note_end(wire::Side side, Listener& listener);
  void note_state(const packet::Packet& packet);
  void note_complete();

  std::array<Flow, 2> flows_;
  std::array<std::optional<std::uint32_t>, 2> heard_of_;  // of a side that is not heard: what the other one had of it
  std::int64_t opened_ns_ = 0;
  bool saw_syn_ = false, saw_reset_ = false, delivered_ = false, finishing_ = false;
};

}  // namespace cleartext::stream
