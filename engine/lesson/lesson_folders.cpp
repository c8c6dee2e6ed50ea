// Where lessons lie: beside the program's build tree, and where a package puts them.
#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

#include "engine/lesson/lesson.h"

namespace cleartext::lesson {
namespace fs = std::filesystem;

namespace {

std::vector<fs::path> places() {
  std::error_code error;
  const auto program = fs::read_symlink("/proc/self/exe", error).parent_path();
  return {program.parent_path() / "lessons", program.parent_path() / "share" / "cleartext" / "lessons", CLEARTEXT_SOURCE_LESSONS};
}

}  // namespace

std::vector<std::string> lesson_folders() {
  std::error_code error;
  for (const auto& place : places()) {
    std::vector<std::string> folders;
    for (const auto& entry : fs::directory_iterator(place, error)) {
      if (fs::exists(entry.path() / "lesson.yaml", error)) folders.push_back(entry.path().string());
    }
    std::ranges::sort(folders);
    if (!folders.empty()) return folders;
  }
  return {};
}

tl::expected<std::string, wire::Problem> find_lesson(const std::string& id_or_folder) {
  std::error_code error;
  if (id_or_folder.find('/') != std::string::npos || id_or_folder == ".") {
    if (fs::exists(fs::path(id_or_folder) / "lesson.yaml", error)) return id_or_folder;
    return tl::unexpected(wire::Problem{fmt::format("There is no lesson in the folder {}.", id_or_folder), "A lesson's folder holds a lesson.yaml."});
  }
  for (const auto& folder : lesson_folders()) {
    if (fs::path(folder).filename() == id_or_folder) return folder;
  }
  return tl::unexpected(wire::Problem{fmt::format("There is no lesson called {}.", id_or_folder), "The command `cleartext lessons` lists them."});
}

}  // namespace cleartext::lesson
