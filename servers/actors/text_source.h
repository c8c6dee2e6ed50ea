// A text that goes out over a data connection, piece by piece, as that takes it.
#pragma once
#include <algorithm>
#include <span>
#include <string>

#include "servers/wire/output.h"

namespace cleartext::actors {

class TextSource final : public wire::DataSource {
 public:
  explicit TextSource(std::string text) : text_(std::move(text)) {}
  std::ptrdiff_t read(std::span<char> room) override {
    const auto count = std::min(room.size(), text_.size() - at_);
    std::copy_n(text_.data() + at_, count, room.data());
    at_ += count;
    return static_cast<std::ptrdiff_t>(count);
  }

 private:
  std::string text_;
  std::size_t at_ = 0;
};

}  // namespace cleartext::actors
