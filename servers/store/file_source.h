// A file as a source of bytes. It keeps its open file, so the host may hand it to the kernel whole.
#pragma once
#include <cstdint>

#include "servers/store/disk.h"
#include "servers/wire/output.h"

namespace cleartext::store {

class FileSource final : public wire::DataSource {
 public:
  explicit FileSource(Descriptor file) : file_(std::move(file)) {}
  std::ptrdiff_t read(std::span<char> room) override;
  std::uint64_t size() const;
  std::uint64_t position() const;         // where the next byte is read, by whomever
  bool start_at(std::uint64_t position);  // false: the file ends before
  int descriptor() const { return file_.number(); }

 private:
  Descriptor file_;
};

}  // namespace cleartext::store
