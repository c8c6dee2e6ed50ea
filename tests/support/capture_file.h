// A capture file of frames that were made in code.
#pragma once
#include <gtest/gtest.h>

#include "engine/capture/pcapng_writer.h"
#include "tests/support/packets.h"

namespace cleartext::tests {

inline void write_capture(const std::string& path, const std::vector<Frame>& frames) {
  std::vector<packet::Packet> packets;
  for (const Frame& frame : frames) {
    decode(raw_packet(frame, packets.size()), packets.emplace_back());
    packets.back().number = static_cast<std::uint32_t>(packets.size());
  }
  ASSERT_TRUE(capture::write_pcapng(path, packets, {}));
}

// One conversation of so many commands.
inline std::vector<Frame> long_talk(int commands) {
  Talk talk(endpoint(127, 0, 1, 10, 40000), endpoint(127, 0, 1, 25, 25));
  talk.open();
  talk.server("220 x\r\n");
  for (int i = 0; i < commands; ++i) talk.client("NOOP\r\n");
  return talk.frames;
}

}  // namespace cleartext::tests
