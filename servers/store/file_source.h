// A file as a source of bytes. It keeps its open file, so the host may hand it to the kernel whole.
#pragma once
#include "servers/store/disk.h"
#include "servers/wire/output.h"

namespace cleartext::store {

class FileSource final : public wire::DataSource {
 public:
  explicit FileSource(Descriptor file) : file_(std::move(file)) {}
  std::ptrdiff_t read(std::span<char> room) override;
  int descriptor() const { return file_.number(); }

 private:
  Descriptor file_;
};

}  // namespace cleartext::store
