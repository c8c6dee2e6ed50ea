// What tells one run from another: how its connections began, and which words were said in it.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/analysis/recording.h"

namespace cleartext::grading {

struct Fingerprints {
  std::unordered_map<std::uint64_t, std::uint32_t> connections;  // of each: its SYN, first numbers, rhythm -> first packet
  std::unordered_map<std::uint64_t, std::uint32_t> clocks;       // of each: how TCP's two clocks stood -> first packet
  std::unordered_map<std::uint64_t, std::uint32_t> words;        // of three words in a row -> packet
};

Fingerprints fingerprints_of(const analysis::Recording& recording);
std::vector<std::uint64_t> words_keys(std::string_view line);  // of each three words in a row

}  // namespace cleartext::grading
