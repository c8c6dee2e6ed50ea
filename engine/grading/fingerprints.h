// What tells one run from another: how its connections began, and which words were said in it.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>

#include "engine/analysis/recording.h"

namespace cleartext::grading {

struct Fingerprints {
  std::unordered_map<std::uint64_t, std::uint32_t> connections;  // of each: its SYN, TCP's clocks, its rhythm -> first packet
  std::unordered_map<std::uint64_t, std::uint32_t> words;        // of three words in a row -> packet
};

Fingerprints fingerprints_of(const analysis::Recording& recording);
std::uint64_t words_key(std::string_view text);  // of its first three words; 0: it has fewer

}  // namespace cleartext::grading
