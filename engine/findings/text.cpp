// A short piece costs less as a copy than as a place.
#include "engine/findings/text.h"

#include <algorithm>

namespace cleartext::findings {

namespace {

constexpr std::size_t shortest_place = 64;

}  // namespace

void Text::append(std::string_view bytes, bool stays) {
  if (bytes.empty()) return;
  size_ += bytes.size();
  Piece* last = pieces_.empty() ? nullptr : &pieces_.back();
  if (stays && last != nullptr && last->data != nullptr && last->data + last->size == bytes.data()) {
    last->size += static_cast<std::uint32_t>(bytes.size());
    return;
  }
  const bool here = !stays || bytes.size() < shortest_place;
  const auto count = static_cast<std::uint32_t>(bytes.size());
  if (here && last != nullptr && last->data == nullptr)
    last->size += count;
  else
    pieces_.push_back({here ? nullptr : bytes.data(), count, static_cast<std::uint32_t>(own_.size())});
  if (here) own_.append(bytes);
}

void Text::fit() {
  pieces_.shrink_to_fit();
  own_.shrink_to_fit();
}

std::string Text::str(std::size_t from, std::size_t count) const {
  std::string out;
  if (from >= size_) return out;
  count = std::min(count, size_ - from);
  out.reserve(count);
  each([&](std::string_view piece) { out.append(piece.substr(0, count - out.size())); }, from);
  return out;
}

}  // namespace cleartext::findings
