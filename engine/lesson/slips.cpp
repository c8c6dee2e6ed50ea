#include "engine/lesson/slips.h"

#include <fmt/format.h>

#include <algorithm>
#include <fstream>
#include <map>

#include "servers/mime/charset.h"

namespace cleartext::lesson {
namespace fs = std::filesystem;

namespace {

// What stands between ( and ) behind each ![...] of the line.
std::vector<std::string> pictures_in(const std::string& line) {
  std::vector<std::string> places;
  for (auto at = line.find("!["); at != std::string::npos; at = line.find("![", at + 1)) {
    const auto open = line.find("](", at), close = line.find(')', open == std::string::npos ? at : open);
    if (open != std::string::npos && close != std::string::npos) places.push_back(line.substr(open + 2, close - open - 2));
  }
  return places;
}

void look_at_pictures(const fs::path& path, int number, const std::string& line, std::vector<Fault>& faults) {
  for (const auto& place : pictures_in(line)) {
    std::error_code error;
    const bool outside = place.find("://") != std::string::npos || place.starts_with('/') || place.find("..") != std::string::npos;
    if (outside) {
      faults.push_back({path.string(), number, fmt::format("The picture {} is not in the lesson's folder.", place)});
    } else if (!fs::exists(path.parent_path() / place, error)) {
      faults.push_back({path.string(), number, fmt::format("The lesson's folder has no picture {}.", place)});
    }
  }
}

void look_at_lines(const fs::path& path, std::vector<Fault>& faults) {
  std::ifstream file(path, std::ios::binary);
  int number = 0;
  for (std::string line; std::getline(file, line);) {
    ++number;
    if (!mime::is_utf8(line)) {
      faults.push_back({path.string(), number, "This line is not UTF-8. Save the file in that encoding."});
      return;
    }
    if (path.extension() == ".md") look_at_pictures(path, number, line, faults);
  }
}

int line_of_prerequisite(const fs::path& file, const std::string& id) {
  try {
    for (const YAML::Node& each : YAML::LoadFile(file.string())["prerequisites"]) {
      if (each.as<std::string>("") == id) return each.Mark().line + 1;
    }
  } catch (const YAML::Exception&) {
    return 1;
  }
  return 1;
}

}  // namespace

std::vector<Fault> slips_in_files(const fs::path& folder) {
  std::vector<fs::path> paths;
  std::error_code error;
  for (const auto& entry : fs::directory_iterator(folder, error)) {
    if (entry.path().extension() == ".md" || entry.path().extension() == ".yaml") paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  std::vector<Fault> faults;
  for (const auto& path : paths) look_at_lines(path, faults);
  return faults;
}

void find_doubled_words(const YAML::Node& node, Reader& reader) {
  if (node.IsSequence()) {
    for (const YAML::Node& each : node) find_doubled_words(each, reader);
  }
  if (!node.IsMap()) return;
  std::map<std::string, int> lines;
  for (const auto& entry : node) {
    const auto word = entry.first.as<std::string>("");
    const auto [place, is_new] = lines.try_emplace(word, entry.first.Mark().line + 1);
    if (!is_new)
      reader.fault(entry.first,
                   fmt::format("The word {} stands twice here; the first time in line {}. One of them is meant.", word, place->second));
    find_doubled_words(entry.second, reader);
  }
}

std::vector<Fault> unknown_prerequisites(const fs::path& folder, const Lesson& lesson) {
  std::vector<std::string> names;
  for (const auto& each : lesson_folders()) names.push_back(fs::path(each).filename().string());
  std::error_code error;
  const auto shelf = fs::absolute(folder, error).lexically_normal().parent_path();
  for (const auto& entry : fs::directory_iterator(shelf, error)) {
    if (fs::exists(entry.path() / "lesson.yaml", error)) names.push_back(entry.path().filename().string());
  }
  const std::vector<std::string_view> known(names.begin(), names.end());
  const auto file = folder / "lesson.yaml";
  std::vector<Fault> faults;
  for (const auto& id : lesson.prerequisites) {
    if (id == lesson.id) faults.push_back({file.string(), line_of_prerequisite(file, id), "The lesson comes before itself."});
    if (std::ranges::find(known, id) != known.end()) continue;
    faults.push_back({file.string(), line_of_prerequisite(file, id), fmt::format("There is no lesson called {}.{}", id, meant(id, known))});
  }
  return faults;
}

}  // namespace cleartext::lesson
