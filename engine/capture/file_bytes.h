// All bytes of a file in one place that does not move: mapped where it is a plain file; where it is a pipe or
// compressed they arrive there as they are asked for.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <tl/expected.hpp>

#include "engine/capture/packet_source.h"

namespace cleartext::capture {

class FileBytes {
 public:
  virtual ~FileBytes() = default;
  virtual std::span<const std::byte> bytes() const = 0;  // those that are here so far
  // Waits until so many bytes are here. False: there are fewer.
  virtual bool fetch(std::uint64_t count) { return count <= bytes().size(); }
  virtual void reach(std::uint64_t /*place*/) {}     // what follows is read next
  virtual void let_go(std::uint64_t /*place*/) {}    // nothing before is wanted any more: its memory may go
  virtual void put_away(std::uint64_t /*place*/) {}  // the same where what is wanted again comes back from the file by itself
  virtual void rest() const {}                       // from any thread: all of it, likewise
  virtual void stop() {}                             // from any thread: fetch() waits no longer
  // How much of the file lies before `place`, from 0 to 1; below 0: nobody knows.
  virtual double progress(std::uint64_t) const { return -1; }
  // Why the bytes end: nothing, when the file simply ends there.
  virtual std::optional<Damage> damage() const { return {}; }
};

// "-" is stdin. Compressed with gzip is told by its first bytes.
tl::expected<std::unique_ptr<FileBytes>, wire::Problem> read_bytes(const std::string& path);

// What comes out of a pipe or a compressed file, unpacked; it closes `file`.
std::unique_ptr<FileBytes> arriving_bytes(int file);

}  // namespace cleartext::capture
