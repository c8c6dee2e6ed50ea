// What lies where a hand-in is to go: another student's, another lesson's, or one that is worth more is not written over.
#pragma once
#include <limits>
#include <string>
#include <tl/expected.hpp>

#include "servers/wire/problem.h"

namespace cleartext::commands {

constexpr int any_points = std::numeric_limits<int>::max();  // nobody knows yet

tl::expected<void, wire::Problem> may_replace(const std::string& path, const std::string& student, const std::string& lesson, int points);

}  // namespace cleartext::commands
