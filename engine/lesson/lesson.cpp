#include "engine/lesson/lesson.h"

#include <filesystem>

#include "engine/lesson/folder.h"
#include "engine/lesson/slips.h"

namespace cleartext::lesson {

const std::string& text(const Words& words, const std::string& language) {
  static const std::string none;
  for (const auto& wanted : {language, std::string("en")}) {
    const auto found = words.find(wanted);
    if (found != words.end() && !found->second.empty()) return found->second;
  }
  return none;
}

tl::expected<Lesson, std::vector<Fault>> load(const std::string& folder, const Student& student) {
  auto read = read_folder(folder, student);
  if (!read.faults.empty()) return tl::unexpected(std::move(read.faults));
  return std::move(read.lesson);
}

std::vector<Fault> inspect(const std::string& folder) {
  auto read = read_folder(folder, {});
  read.faults.insert(read.faults.end(), read.gaps.begin(), read.gaps.end());
  std::error_code error;
  const auto name = std::filesystem::weakly_canonical(folder, error).filename().string();
  if (read.faults.empty() && read.lesson.id != name && !name.starts_with('_'))
    read.faults.push_back(
        {(std::filesystem::path(folder) / "lesson.yaml").string(), 1,
         "The lesson's id is " + read.lesson.id + ", and its folder is called " + name + ": a hand-in would not be found."});
  const auto unknown = unknown_prerequisites(folder, read.lesson);
  read.faults.insert(read.faults.end(), unknown.begin(), unknown.end());
  return read.faults;
}

}  // namespace cleartext::lesson
