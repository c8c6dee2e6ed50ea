// All bytes of a file: mapped where it is a file, read into memory where it is a pipe.
#pragma once
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

namespace cleartext::capture {

class FileBytes {
 public:
  virtual ~FileBytes() = default;
  virtual std::span<const std::byte> bytes() const = 0;
  // Everything before was read: its pages may go. It stays readable and comes back from the file when it is.
  virtual void read_until(std::uint64_t) {}
};

tl::expected<std::unique_ptr<FileBytes>, wire::Problem> read_bytes(const std::string& path);  // "-" is stdin

}  // namespace cleartext::capture
