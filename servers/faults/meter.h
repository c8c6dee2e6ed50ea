// What an FTP server sends on its data connection, up to a byte at which it is to break or to end.
#pragma once
#include <algorithm>
#include <memory>

#include "servers/wire/output.h"

namespace cleartext::faults {

class Meter final : public wire::DataSource {
 public:
  enum class End : unsigned char { broken, orderly };  // RST, or FIN, after which half a file looks like a whole one
  Meter(std::shared_ptr<wire::DataSource> source, std::uint64_t most, End end) : source_(std::move(source)), left_(most), end_(end) {}
  std::ptrdiff_t read(std::span<char> room) override {
    if (left_ == 0) return end_ == End::broken ? -1 : 0;
    const auto got = source_->read(room.first(std::min<std::uint64_t>(room.size(), left_)));
    if (got > 0) passed_ += static_cast<std::uint64_t>(got), left_ -= static_cast<std::uint64_t>(got);
    return got;
  }
  std::uint64_t passed() const { return passed_; }
  std::uint64_t left() const { return left_; }

 private:
  std::shared_ptr<wire::DataSource> source_;
  std::uint64_t left_, passed_ = 0;
  End end_;
};

}  // namespace cleartext::faults
