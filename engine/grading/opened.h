// A hand-in read back: what the student says, and everything that was captured.
#pragma once
#include <cstdint>
#include <memory>

#include "engine/capture/packet_source.h"
#include "engine/grading/hand_in.h"

namespace cleartext::grading {

struct Opened {
  std::string path;
  std::optional<HandIn> hand_in;  // empty: there is none in the file
  std::string unreadable;         // why nothing at all could be read
  std::optional<capture::Damage> damage;
  int sections = 0, interfaces = 0;
  std::unique_ptr<capture::PacketSource> source;  // owns the packets' bytes
  std::unique_ptr<analysis::Recording> recording = std::make_unique<analysis::Recording>();
};

// `most`: bytes that a capture may have once it is unpacked.
constexpr std::uintmax_t largest_capture = 256 * 1024 * 1024;
Opened open(const std::string& path, std::uintmax_t most = largest_capture);

}  // namespace cleartext::grading
