#include "engine/commands/hand_in_place.h"

#include <fmt/format.h>

#include <filesystem>

#include "engine/grading/grade.h"
#include "engine/grading/opened.h"

namespace cleartext::commands {

tl::expected<void, wire::Problem> may_replace(const std::string& path, const std::string& student, const std::string& lesson, int points) {
  std::error_code error;
  if (path.empty() || !std::filesystem::is_regular_file(path, error)) return {};
  const auto there = grading::open(path);
  if (!there.hand_in) return {};
  const std::string other = "Name another file.";
  if (there.hand_in->student != student || there.hand_in->lesson != lesson)
    return tl::unexpected(wire::Problem{
        fmt::format("{} is what {} handed in for {}, and stays.", path, there.hand_in->student, there.hand_in->lesson), other});
  const int worth = points == any_points ? 0 : grading::total(grading::grade(path, {})).points;
  if (worth <= points) return {};
  return tl::unexpected(wire::Problem{fmt::format("{} earns {} points, this run only {}: it stays.", path, worth, points), other});
}

}  // namespace cleartext::commands
