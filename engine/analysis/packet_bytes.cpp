// Room in the file is asked for before it is written to: where the disk is full, memory is taken after all.
#include "engine/analysis/packet_bytes.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <cstring>
#include <string>

namespace cleartext::analysis {

namespace {

constexpr std::size_t piece_in_memory = 1024 * 1024, most_in_memory = 64 * 1024 * 1024, piece_in_file = 4 * 1024 * 1024;

// Where files may be large and outlive memory; /tmp is memory on many machines.
std::string folder() {
  const char* wanted = std::getenv("TMPDIR");
  return wanted != nullptr && *wanted != '\0' ? wanted : "/var/tmp";
}

}  // namespace

struct PacketBytes::File {
  File() : descriptor(open(folder().c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600)) {}
  ~File() {
    if (descriptor >= 0) close(descriptor);
  }
  File(const File&) = delete;
  File& operator=(const File&) = delete;
  int descriptor;
  off_t end = 0;
};

std::shared_ptr<std::byte> PacketBytes::in_file() {
  if (!file_) file_ = std::make_shared<File>();
  if (file_->descriptor < 0 || posix_fallocate(file_->descriptor, file_->end, piece_in_file) != 0) return {};
  void* place = mmap(nullptr, piece_in_file, PROT_READ | PROT_WRITE, MAP_SHARED, file_->descriptor, file_->end);
  if (place == MAP_FAILED) return {};
  file_->end += piece_in_file;
  return {static_cast<std::byte*>(place), [file = file_](std::byte* piece) { munmap(piece, piece_in_file); }};
}

void PacketBytes::begin_piece(std::size_t bytes) {
  if (piece_) pieces_.push_back(piece_);
  used_ = 0;
  size_ = piece_in_file;
  piece_ = in_memory_ < most_in_memory || bytes > piece_in_file ? nullptr : in_file();
  if (piece_) return;
  size_ = std::max(piece_in_memory, bytes);
  piece_ = {new std::byte[size_], std::default_delete<std::byte[]>()};
  in_memory_ += size_;
}

std::span<const std::byte> PacketBytes::keep(std::span<const std::byte> bytes) {
  if (!piece_ || used_ + bytes.size() > size_) begin_piece(bytes.size());
  std::byte* place = piece_.get() + used_;
  if (!bytes.empty()) std::memcpy(place, bytes.data(), bytes.size());
  used_ += bytes.size();
  return {place, bytes.size()};
}

}  // namespace cleartext::analysis
