// Invariants: what is compressed unpacks the same in one piece and byte by byte, or is broken in both; a compressed
// capture ends, and tells the same out of a file and out of a pipe. The first byte chooses the encoding.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdio>
#include <cstdlib>

#include "engine/capture/readers.h"
#include "engine/findings/unpacker.h"

using namespace cleartext;

namespace {

constexpr std::size_t most_compared = 1 << 20;

std::string unpacked(const char* encoding, std::string_view packed, std::size_t cut) {
  const auto unpacker = findings::Unpacker::of(encoding);
  std::string out;
  bool whole = true;
  for (std::size_t at = 0; at < packed.size(); at += cut)
    whole = unpacker->add(packed.substr(at, cut), [&](std::string_view piece) {
      out.append(piece.substr(0, most_compared - std::min(most_compared, out.size())));
    });
  return (whole ? "whole " : "broken ") + out;
}

std::string told(int file) {
  const auto source = capture::read_capture(capture::arriving_bytes(file));
  std::string text;
  packet::RawPacket packet;
  while (source->next(packet)) {
    text += std::to_string(packet.time_ns) + ' ' + std::to_string(packet.bytes.size()) + '\n';
    source->let_go(source->place() - packet.bytes.size());
  }
  const auto damage = source->damage();
  return text + (damage ? std::to_string(damage->byte) + damage->sentence : "");
}

void put(int file, std::string_view bytes) {
  if (write(file, bytes.data(), bytes.size()) != static_cast<ssize_t>(bytes.size())) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const char* encoding = data[0] % 2 == 0 ? "gzip" : "deflate";
  if (unpacked(encoding, bytes, size) != unpacked(encoding, bytes, 1)) std::abort();

  const int file = memfd_create("capture", MFD_CLOEXEC);
  int ends[2];
  if (file < 0 || pipe(ends) != 0) std::abort();
  put(file, bytes);
  lseek(file, 0, SEEK_SET);
  put(ends[1], bytes);  // it has room: inputs are short
  close(ends[1]);
  if (told(file) != told(ends[0])) std::abort();
  return 0;
}
