// A live capture on one interface: the sibling of a file. Made in the thread whose network it is to hear.
#pragma once
#include <chrono>

#include "engine/capture/packet_source.h"

namespace cleartext::capture {

enum class Heard { packet, nothing, ended };

class LiveSource final : public PacketSource {
 public:
  static tl::expected<std::unique_ptr<LiveSource>, wire::Problem> open(const std::string& interface, const std::string& filter);
  ~LiveSource() override;
  // Waits for a packet at most this long, negative: for ever. Its bytes are stable until the next call.
  Heard wait(packet::RawPacket& packet, std::chrono::milliseconds longest);
  bool next(packet::RawPacket& packet) override { return wait(packet, std::chrono::milliseconds(-1)) == Heard::packet; }
  void stop() override;           // from any thread: what is captured is still handed out, then it ends
  void wake();                    // from any thread: wait() returns `nothing` at once
  std::uint64_t dropped() const;  // by the kernel, so far

 private:
  struct Impl;
  explicit LiveSource(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace cleartext::capture
