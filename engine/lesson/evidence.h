// Looks for evidence in a recording: the first fitting item at or after a place in it, or all of them.
#pragma once
#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "engine/analysis/recording.h"
#include "engine/lesson/lesson.h"
#include "servers/wire/pattern.h"

namespace cleartext::lesson {

inline bool glob(std::string_view pattern, std::string_view text) { return wire::fits(pattern, text); }

// A place in the recording: evidence must come in order, so each search begins where the last one ended.
struct Cursor {
  std::uint32_t packet = 0;  // not before this packet
  std::size_t line = 0;      // nor, of its lines, before the one with this index

  // The place of a thing in `seen` that is no line.
  Cursor at(std::uint32_t seen) const { return {seen, seen == packet ? line : 0}; }
};

struct Sighting {
  std::uint32_t packet = 0;
  Cursor after;
  int line = -1;  // index, for lines
  std::uint32_t stream = 0;
  std::size_t index = 0;  // in the recording's list of such things
};

std::optional<Sighting> find(const Evidence& evidence, const analysis::Recording& recording, const Cursor& from);
std::vector<Sighting> find_all(const Evidence& evidence, const analysis::Recording& recording);  // in the order of their list

}  // namespace cleartext::lesson
