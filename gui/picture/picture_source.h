// Which pictures the selection is about, and what is there of them.
#pragma once
#include <QString>
#include <functional>
#include <vector>

#include "gui/selection/selection.h"

namespace cleartext::gui {

struct Picture {
  QString name, type;       // as they were called on the wire
  std::uint64_t bytes = 0;  // so far
  bool whole = false, growing = false;
  bool decrypted = false;
  std::size_t kept = 0;                  // of its bytes
  std::function<std::string()> content;  // those; while the recording does not change
};

// A letter, a page or a file, by what cannot change while it grows.
struct Carrier {
  enum class Kind { none, letter, file } kind = Kind::none;
  std::uint32_t stream = 0;    // of a file: its data stream
  std::uint64_t position = 0;  // of a letter in its stream
  bool operator==(const Carrier&) const = default;
};

Carrier carrier_at(const Selection& selection);      // of what is selected
Carrier newest_growing(const Selection& selection);  // of the picture that began to arrive last, and is not whole yet
std::vector<Picture> pictures_of(const Selection& selection, const Carrier& carrier);

}  // namespace cleartext::gui
