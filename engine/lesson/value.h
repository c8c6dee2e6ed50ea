// What a value says in this recording, as text. Where it can be read in several places, each is told: any of them is right.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "engine/lesson/evidence.h"

namespace cleartext::lesson {

struct Reading {
  std::string text;
  std::uint32_t packet = 0;  // where it was read; 0: nowhere in particular
};

std::vector<Reading> read(const Value& value, const analysis::Recording& recording);
std::optional<double> as_number(std::string_view text);
std::optional<double> as_grouped_number(std::string_view text);  // of whole numbers, as views print them
// The fields that a value of this kind of evidence has, for `lessons --check`.
std::vector<std::string_view> fields_of(Evidence::Kind kind);

}  // namespace cleartext::lesson
